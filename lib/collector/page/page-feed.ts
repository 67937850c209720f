import type { Notice } from '../notices';
import { noticesOf } from '../notices';
import type { RefusedSample, StoreSnapshot, StoreTotals } from '../store-snapshot';
import type { EventStream } from './event-stream';
import type { SeriesRow } from './series-track';
import { SeriesTrack } from './series-track';

/** What the page shows the state of. */
export interface PageSource {
  snapshot(): StoreSnapshot;
  /** At most so many of the latest lines, oldest first. */
  latestLines(count: number): string[];
}

interface Common {
  readonly atMs: number;
  readonly uptimeMs: number;
  readonly totals: StoreTotals;
  readonly linesPerSecond: number;
  /** The latest lines, as they came: on an update, of those that came since the last. */
  readonly lines: readonly string[];
}

type SeriesIntroduction = readonly [
  id: number,
  name: string,
  kind: string,
  tags: readonly (readonly [string, string])[],
];

type Told = Common & {
  readonly refused: readonly RefusedSample[];
  /** The latest events and service checks, oldest first. */
  readonly notices: readonly Notice[];
};

/** Everything, for a page that was just opened. */
interface StateMessage extends Told {
  /** With the last minute of every plotted number. */
  readonly series: readonly (readonly [...SeriesIntroduction, SeriesRow, (number | null)[][]])[];
}

/** What became different within the last second. */
interface UpdateMessage extends Common {
  /** Left out when nothing was refused since the last. */
  readonly refused?: readonly RefusedSample[];
  /** Left out when none came since the last. */
  readonly notices?: readonly Notice[];
  readonly added: readonly SeriesIntroduction[];
  readonly rows: readonly (readonly [id: number, ...row: (number | null)[]])[];
  readonly gone: readonly number[];
}

const TICK_MS = 1_000;
const POINTS_OF_STATE = 60;
const POINTS_OF_SERIES = 180;
const MAX_LINES = 100;

/** Follows the store second by second and tells every open page what became different. */
export class PageFeed {
  private readonly tracks = new Map<number, SeriesTrack>();
  private readonly streams = new Set<EventStream>();
  private readonly timer: NodeJS.Timeout;
  /** As of the last tick: what every open page knows. */
  private told: Told | undefined;

  constructor(private readonly source: PageSource) {
    this.tick();
    // What a page shows does not keep the process alive; its server does.
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Sends everything now and every second what became different, until the stream is closed. */
  add(stream: EventStream): void {
    this.streams.add(stream);
    stream.onClose(() => this.streams.delete(stream));
    const tellAll = (): void => stream.send('state', JSON.stringify(this.state()));
    stream.onCaughtUp(tellAll);
    tellAll();
  }

  /** The longest past that is known of one series. */
  past(id: number): (number | null)[][] | undefined {
    return this.tracks.get(id)?.points(POINTS_OF_SERIES);
  }

  close(): void {
    clearInterval(this.timer);
    this.streams.forEach((stream) => stream.close());
  }

  private state(): StateMessage {
    const series = [...this.tracks.values()].map(
      (track) => [...introduction(track), track.row, track.points(POINTS_OF_STATE)] as const,
    );
    return { ...(this.told ?? toldOf(this.source.snapshot(), [])), series };
  }

  private tick(): void {
    const snapshot = this.source.snapshot();
    const added: SeriesIntroduction[] = [];
    const rows: (readonly [id: number, ...row: (number | null)[]])[] = [];
    const gone = new Set(this.tracks.keys());
    for (const series of snapshot.series) {
      let track = this.tracks.get(series.id);
      if (track === undefined) {
        track = new SeriesTrack(series);
        this.tracks.set(series.id, track);
        added.push(introduction(track));
      }
      gone.delete(series.id);
      if (track.push(series)) {
        rows.push([series.id, ...track.row]);
      }
    }
    gone.forEach((id) => this.tracks.delete(id));
    this.tell(snapshot, { added, rows, gone: [...gone] });
  }

  private tell(snapshot: StoreSnapshot, changes: Pick<UpdateMessage, 'added' | 'rows' | 'gone'>): void {
    const before = this.told;
    const newLines = snapshot.totals.lines - (before?.totals.lines ?? 0);
    const lines = this.source.latestLines(Math.min(MAX_LINES, newLines));
    this.told = toldOf(snapshot, [...(before?.lines ?? []), ...lines].slice(-MAX_LINES));
    if (this.streams.size > 0) {
      const { refused, notices, ...told } = this.told;
      const isRefusedNew = snapshot.totals.refused !== before?.totals.refused;
      const isNoticeNew = notices.at(-1)?.number !== before?.notices.at(-1)?.number;
      const news = { ...(isRefusedNew && { refused }), ...(isNoticeNew && { notices }) };
      const update: UpdateMessage = { ...told, lines, ...changes, ...news };
      const text = JSON.stringify(update);
      this.streams.forEach((stream) => stream.send('update', text));
    }
  }
}

function toldOf(snapshot: StoreSnapshot, lines: readonly string[]): Told {
  const { atMs, uptimeMs, totals, linesPerSecond, refused } = snapshot;
  return { atMs, uptimeMs, totals, linesPerSecond, refused, notices: noticesOf(snapshot), lines };
}

function introduction({ id, name, kind, tags }: SeriesTrack): SeriesIntroduction {
  return [id, name, kind, tags];
}
