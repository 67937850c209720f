import type { Clock } from '../common/clock';
import { systemClock } from '../common/clock';
import type { PacketLine } from './parse-packet';
import type { ParsedEvent, ParsedMetric, ParsedServiceCheck } from './parsed-line';
import type { RefusedSample, SeenEvent, SeenServiceCheck, StoreSnapshot, StoreTotals } from './store-snapshot';
import { BoundedLog } from './store/bounded-log';
import { stateFactory } from './store/create-state';
import { detached } from './store/detached';
import { RateMeter } from './store/rate-meter';
import type { SeriesSnapshot } from './store/series';
import { Series } from './store/series';
import { SeriesTable } from './store/series-table';

export interface MetricStoreOptions {
  /** @default the system's */
  clock?: Clock | undefined;
  /** Live series. When one more comes, those go that were silent for the longest. @default 10_000 */
  maxSeries?: number | undefined;
  /** Latest values a timer, histogram or distribution, for the percentiles. @default 500 */
  maxSamples?: number | undefined;
  /** How long a value counts for the percentiles, in milliseconds. @default 60_000 */
  windowMs?: number | undefined;
}

const MAX_KEY_CHARS = 4_096;
const MAX_NOTICES = 50;
const MAX_NOTICE_CHARS = 262_144;
const MAX_REFUSED_CHARS = 300;

/** Folds parsed lines into series. Its memory is bounded whatever comes. */
export class MetricStore {
  private readonly clock: Clock;
  private readonly startMs: number;
  private readonly table: SeriesTable;
  private readonly lineRate: RateMeter;
  private readonly refusedLog = new BoundedLog<RefusedSample>(MAX_NOTICES, MAX_NOTICE_CHARS, ({ line }) => line.length);
  private readonly eventLog = new BoundedLog<SeenEvent>(MAX_NOTICES, MAX_NOTICE_CHARS, charsOf);
  private readonly checkLog = new BoundedLog<SeenServiceCheck>(MAX_NOTICES, MAX_NOTICE_CHARS, charsOf);
  private notices = 0;
  private packets = 0;
  private bytes = 0;
  private parsed = 0;
  private refused = 0;

  constructor(options: MetricStoreOptions = {}) {
    this.clock = options.clock ?? systemClock;
    this.startMs = this.clock.monotonic();
    this.lineRate = new RateMeter(this.startMs);
    const createState = stateFactory(options.windowMs ?? 60_000, options.maxSamples ?? 500);
    this.table = new SeriesTable(
      options.maxSeries ?? 10_000,
      (id, name, kind, tags) => new Series(id, name, kind, tags, createState(kind), this.startMs),
    );
  }

  /** Takes in what one packet, of that many bytes, was read as. */
  receive(lines: readonly PacketLine[], packetBytes: number): void {
    const nowMs = this.clock.monotonic();
    const wallMs = this.clock.wall();
    this.packets += 1;
    this.bytes += packetBytes;
    this.lineRate.add(nowMs, lines.length);
    for (const line of lines) {
      this.receiveLine(line, nowMs, wallMs);
    }
  }

  get totals(): StoreTotals {
    return {
      packets: this.packets,
      bytes: this.bytes,
      lines: this.parsed + this.refused,
      parsed: this.parsed,
      refused: this.refused,
      evictedSeries: this.table.evicted,
    };
  }

  /** The series of that name, or of every name, whose tags include all the given ones. Sorted by name, kind and tags. */
  series(name?: string, tags: Readonly<Record<string, string>> = {}): SeriesSnapshot[] {
    const nowMs = this.clock.monotonic();
    const wanted = Object.entries(tags);
    return this.table
      .all()
      .filter(
        (series) =>
          (name === undefined || series.name === name) &&
          wanted.every(([key, value]) => series.tags.some((tag) => tag[0] === key && tag[1] === value)),
      )
      .map((series) => series.snapshot(nowMs));
  }

  snapshot(): StoreSnapshot {
    const nowMs = this.clock.monotonic();
    return {
      atMs: this.clock.wall(),
      uptimeMs: nowMs - this.startMs,
      revision: this.table.revision,
      totals: this.totals,
      linesPerSecond: this.lineRate.perSecond(nowMs),
      series: this.table.all().map((series) => series.snapshot(nowMs)),
      refused: this.refusedLog.toArray(),
      events: this.eventLog.toArray(),
      serviceChecks: this.checkLog.toArray(),
    };
  }

  private receiveLine({ text, parsed }: PacketLine, nowMs: number, wallMs: number): void {
    switch (parsed.type) {
      case 'metric':
        this.receiveMetric(text, parsed, nowMs, wallMs);
        return;
      case 'event':
        this.eventLog.push(this.seen(parsed, wallMs));
        return;
      case 'serviceCheck':
        this.checkLog.push(this.seen(parsed, wallMs));
        return;
      case 'refused':
        this.refuse(text, parsed.reason, wallMs);
    }
  }

  private receiveMetric(text: string, metric: ParsedMetric, nowMs: number, wallMs: number): void {
    const series = this.table.resolve(metric, MAX_KEY_CHARS);
    if (series === undefined) {
      this.refuse(text, `a name and tags of more than ${MAX_KEY_CHARS} characters`, wallMs);
      return;
    }
    this.parsed += 1;
    series.fold(metric, nowMs, wallMs);
  }

  // The copy has texts of its own: those of the parser keep the packet that they are cut from.
  private seen<Parsed extends ParsedEvent | ParsedServiceCheck>(
    parsed: Parsed,
    atMs: number,
  ): Parsed & { atMs: number; number: number } {
    this.parsed += 1;
    this.notices += 1;
    return { ...structuredClone(parsed), atMs, number: this.notices };
  }

  private refuse(text: string, reason: string, atMs: number): void {
    const line = text.length > MAX_REFUSED_CHARS ? `${text.slice(0, MAX_REFUSED_CHARS)}…` : text;
    this.refused += 1;
    this.refusedLog.push({ line: detached(line), reason, atMs });
  }
}

function charsOf(notice: SeenEvent | SeenServiceCheck): number {
  return JSON.stringify(notice).length;
}
