import type { Writable } from 'node:stream';
import { noticesOf } from '../notices';
import type { StoreSnapshot } from '../store-snapshot';
import { jsonLines } from './json-lines';
import { noticeLine } from './notice-line';
import { seriesLine } from './series-line';
import { refusedText, terminalTable } from './terminal-table';
import { cut } from './terminal-text';

/** A terminal, or what stands in its place: `process.stdout` is one. */
export interface TerminalOutput extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface TerminalViewOptions {
  /** How often what is shown is made new, in milliseconds. @default 1000 */
  intervalMs?: number | undefined;
  /** Lines that stay above the table; printed once where there is no table. @default none */
  heading?: string | undefined;
  /** Prints JSON, an object a line, on a terminal too. @default false */
  json?: boolean | undefined;
}

const HOME = '\x1b[H';
const CLEAR = '\x1b[2J';
const CLEAR_TO_LINE_END = '\x1b[K';
const CLEAR_TO_SCREEN_END = '\x1b[J';
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';

/**
 * Shows what a collector receives: on a terminal a table that is made new in its place, elsewhere a line for each series that
 * got something, for each event and service check, and for each refused line. Does not keep the process alive.
 */
export class TerminalView {
  private readonly isTable: boolean;
  private timer: NodeJS.Timeout | undefined;
  private shown: (Pick<StoreSnapshot, 'revision' | 'totals'> & { notice: number }) | undefined;

  constructor(
    private readonly source: { snapshot(): StoreSnapshot },
    private readonly output: TerminalOutput,
    private readonly options: TerminalViewOptions = {},
  ) {
    this.isTable = output.isTTY === true && options.json !== true;
  }

  start(): this {
    if (this.timer === undefined) {
      this.timer = setInterval(this.show, this.options.intervalMs ?? 1_000).unref();
      if (this.isTable) {
        this.output.write(HIDE_CURSOR + CLEAR);
        this.output.on('resize', this.redraw);
        process.once('exit', this.restore);
      } else if (this.options.heading !== undefined) {
        this.output.write(`${this.options.heading}\n`);
      }
      this.show();
    }
    return this;
  }

  /** Shows the last state and gives the terminal back, the cursor below the table. */
  stop(): void {
    if (this.timer !== undefined) {
      clearInterval(this.timer);
      this.timer = undefined;
      this.show();
      if (this.isTable) {
        this.output.off('resize', this.redraw);
        process.off('exit', this.restore);
        this.restore();
      }
    }
  }

  private readonly show = (): void => {
    // A reader that does not keep up gets the next state, not every state.
    if (this.output.writableNeedDrain) {
      return;
    }
    const snapshot = this.source.snapshot();
    if (this.isTable) {
      this.output.write(this.frame(snapshot));
    } else {
      this.print(snapshot);
    }
    const notice = noticesOf(snapshot).at(-1)?.number ?? 0;
    this.shown = { revision: snapshot.revision, totals: snapshot.totals, notice };
  };

  private readonly redraw = (): void => {
    this.output.write(CLEAR);
    this.show();
  };

  private readonly restore = (): void => {
    this.output.write(`\n${SHOW_CURSOR}`);
  };

  // One column and one line stay free: terminals differ in what they do behind the last.
  private frame(snapshot: StoreSnapshot): string {
    const width = (this.output.columns ?? 80) - 1;
    const heading = this.options.heading === undefined ? [] : [...this.options.heading.split('\n'), ''];
    const height = (this.output.rows ?? 24) - 1 - heading.length;
    const lines = [
      ...heading.map((line) => cut(line, width)),
      ...terminalTable(snapshot, { width, height }).split('\n'),
    ];
    return HOME + lines.map((line) => `${line}${CLEAR_TO_LINE_END}`).join('\n') + CLEAR_TO_SCREEN_END;
  }

  private print(snapshot: StoreSnapshot): void {
    const newlyRefused = snapshot.totals.refused - (this.shown?.totals.refused ?? 0);
    const refused = newlyRefused > 0 ? snapshot.refused.slice(-newlyRefused) : [];
    const series = snapshot.series.filter(({ revision }) => revision > (this.shown?.revision ?? 0));
    const notices = noticesOf(snapshot).filter(({ number }) => number > (this.shown?.notice ?? 0));
    const lines = this.options.json
      ? jsonLines(series, notices, refused)
      : [...series.map(seriesLine), ...notices.map(noticeLine), ...refused.map(refusedText)];
    if (lines.length > 0) {
      this.output.write(`${lines.join('\n')}\n`);
    }
  }
}
