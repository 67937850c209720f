import { show } from '../common/show';
import { timestampMs } from '../common/timestamp';
import type { Labeller, TagList } from '../dialects/labeller';
import type { ServiceCheck, StatsEvent } from '../dialects/extras';
import { LineEntry } from '../metrics/line-entry';
import type { SeriesTable } from '../metrics/series-table';

/** Records what is a line from the start: raw ones, events and service checks. */
export class LineRecorder {
  constructor(
    private readonly table: SeriesTable,
    private readonly labeller: Labeller,
    /** The longest line that a packet holds, in bytes. */
    private readonly maxLineBytes: number,
  ) {}

  raw(line: string): void {
    const problem = this.lineProblem(line);
    if (problem === undefined) {
      this.table.write(new LineEntry(line));
    } else {
      this.table.refuse(`A raw line ${problem}.`);
    }
  }

  event(event: StatsEvent, inherited: TagList): void {
    const { dialect } = this.labeller;
    if (dialect.event === undefined) {
      this.unsupported('event');
    } else if (!isObject(event) || !isText(event.title) || !isTime(event.timestamp)) {
      this.table.refuse('An event was refused: it takes a title that is not empty, and a time that is one.');
    } else {
      const { list } = this.labeller.merge(inherited, event.tags);
      this.table.write(new LineEntry(dialect.event(event, this.labeller.written(list))));
    }
  }

  serviceCheck(check: ServiceCheck, inherited: TagList): void {
    const { dialect } = this.labeller;
    if (dialect.serviceCheck === undefined) {
      this.unsupported('service check');
    } else if (
      !isObject(check) ||
      !isText(check.name) ||
      !STATUSES.includes(check.status) ||
      !isTime(check.timestamp)
    ) {
      this.table.refuse(
        `A service check was refused: it takes a name that is not empty, a status out of ${STATUSES.join(', ')}, and a time that is one.`,
      );
    } else {
      const { list } = this.labeller.merge(inherited, check.tags);
      this.table.write(new LineEntry(dialect.serviceCheck(check, this.labeller.written(list))));
    }
  }

  private unsupported(what: string): void {
    this.table
      .refusal('unsupported', `An ${what} was dropped: the dialect ${this.labeller.dialect.name} has none.`)
      .refuse();
  }

  private lineProblem(line: unknown): string | undefined {
    if (typeof line !== 'string' || line === '') {
      return `was refused: it takes a string that is not empty, not ${show(line)}`;
    }
    if (/[\r\n]/.test(line)) {
      return 'was refused: there is a line break in it';
    }
    return Buffer.byteLength(line) > this.maxLineBytes
      ? `was refused: it is longer than the ${this.maxLineBytes} bytes of a packet (option maxPacketBytes)`
      : undefined;
  }
}

const STATUSES: readonly string[] = ['ok', 'warning', 'critical', 'unknown'];

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTime = (value: Date | number | undefined): boolean => value === undefined || !Number.isNaN(timestampMs(value));
