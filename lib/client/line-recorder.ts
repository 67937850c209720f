import { show } from '../common/show';
import type { Tags } from '../common/tags';
import { timestampMs } from '../common/timestamp';
import type { Tag } from '../dialects/dialect';
import type { ServiceCheck, StatsEvent } from '../dialects/extras';
import type { Labeller, TagList } from '../dialects/labeller';
import { LineEntry } from '../metrics/line-entry';
import type { SeriesTable } from '../metrics/series-table';

/** Records what is a line from the start: raw ones, events and service checks. */
export class LineRecorder {
  constructor(
    private readonly table: SeriesTable,
    private readonly labeller: Labeller,
    /** The longest line that a packet holds, in bytes; `undefined` where packets hold no lines. */
    private readonly maxLineBytes: number | undefined,
  ) {}

  raw(line: string): void {
    if (this.maxLineBytes === undefined) {
      this.unsupported('A raw line');
      return;
    }
    const problem = lineProblem(line, this.maxLineBytes);
    if (problem === undefined) {
      this.table.write(new LineEntry(line));
    } else {
      this.table.refuse(`A raw line was refused: ${problem}.`);
    }
  }

  event(event: StatsEvent, inherited: TagList): void {
    const { dialect } = this.labeller;
    if (dialect.event === undefined) {
      this.unsupported('An event');
    } else {
      this.write(EVENT, event, inherited, (given, tags) => dialect.event?.(given, tags) ?? '');
    }
  }

  serviceCheck(check: ServiceCheck, inherited: TagList): void {
    const { dialect } = this.labeller;
    if (dialect.serviceCheck === undefined) {
      this.unsupported('A service check');
    } else {
      this.write(SERVICE_CHECK, check, inherited, (given, tags) => dialect.serviceCheck?.(given, tags) ?? '');
    }
  }

  private write<T extends { tags?: Tags | undefined }>(
    { what, takes, accepts }: Expected<T>,
    given: T,
    inherited: TagList,
    render: (given: T, tags: readonly Tag[]) => string,
  ): void {
    try {
      // Read once: a getter may say something else the next time.
      const own = { ...given };
      if (accepts(own)) {
        const { list } = this.labeller.merge(inherited, own.tags);
        this.table.write(new LineEntry(render(own, this.labeller.written(list))));
        return;
      }
    } catch {
      // The caller's object: reading it may run the caller's code.
    }
    this.table.refuse(`${what} was refused: it takes ${takes}.`);
  }

  private unsupported(what: string): void {
    this.table
      .refusal('unsupported', `${what} was dropped: the dialect ${this.labeller.dialect.name} has none.`)
      .refuse();
  }
}

/** What a call takes, as a check and in words. */
interface Expected<T> {
  readonly what: string;
  readonly takes: string;
  accepts(given: T): boolean;
}

const STATUSES: readonly unknown[] = ['ok', 'warning', 'critical', 'unknown'];
const PRIORITIES: readonly unknown[] = [undefined, 'normal', 'low'];
const ALERT_TYPES: readonly unknown[] = [undefined, 'error', 'warning', 'info', 'success'];

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const areTexts = (...values: unknown[]): boolean =>
  values.every((value) => value === undefined || typeof value === 'string');
const isTime = (value: Date | number | undefined): boolean => value === undefined || !Number.isNaN(timestampMs(value));

const EVENT: Expected<StatsEvent> = {
  what: 'An event',
  takes: 'a title that is not empty, texts, a time since the epoch, a priority and an alert type that there are',
  accepts: ({ title, text, timestamp, hostname, aggregationKey, priority, source, alertType }) =>
    isText(title) &&
    areTexts(text, hostname, aggregationKey, source) &&
    isTime(timestamp) &&
    PRIORITIES.includes(priority) &&
    ALERT_TYPES.includes(alertType),
};

const SERVICE_CHECK: Expected<ServiceCheck> = {
  what: 'A service check',
  takes: `a name that is not empty, a status out of ${STATUSES.join(', ')}, texts, and a time since the epoch`,
  accepts: ({ name, status, timestamp, hostname, message }) =>
    isText(name) && STATUSES.includes(status) && areTexts(hostname, message) && isTime(timestamp),
};

function lineProblem(line: unknown, maxBytes: number): string | undefined {
  if (typeof line !== 'string' || line === '') {
    return `it takes a string that is not empty, not ${show(line)}`;
  }
  if (/[\r\n]/.test(line)) {
    return 'there is a line break in it';
  }
  return Buffer.byteLength(line) > maxBytes
    ? `it is longer than the ${maxBytes} bytes of a packet (option maxPacketBytes)`
    : undefined;
}
