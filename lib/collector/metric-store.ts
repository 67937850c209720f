import type { Clock } from '../common/clock';
import { systemClock } from '../common/clock';
import type { PacketLine } from './parse-packet';
import type { MetricKind, ParsedEvent, ParsedMetric, ParsedServiceCheck } from './parsed-line';
import { BoundedLog } from './store/bounded-log';
import { CounterState } from './store/counter-state';
import { detached } from './store/detached';
import { GaugeState } from './store/gauge-state';
import { MemberBudget } from './store/member-budget';
import { MemberState } from './store/member-state';
import { RateMeter } from './store/rate-meter';
import { SampleState } from './store/sample-state';
import type { SeriesSnapshot } from './store/series';
import { Series } from './store/series';
import type { SeriesState } from './store/series-state';
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

/** A refused line, cut where it is long. */
export interface RefusedSample {
  readonly line: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

export interface StoreTotals {
  readonly packets: number;
  readonly bytes: number;
  /** All lines; the sum of `parsed` and `refused`. */
  readonly lines: number;
  readonly parsed: number;
  readonly refused: number;
  /** Series that had to go for newer ones. */
  readonly evictedSeries: number;
}

/** Everything at one moment: plain data, sorted, safe to keep. */
export interface StoreSnapshot {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly uptimeMs: number;
  /** Rises with every metric that comes. */
  readonly revision: number;
  readonly totals: StoreTotals;
  readonly linesPerSecond: number;
  readonly series: readonly SeriesSnapshot[];
  /** The latest, oldest first; so are the events and the checks. */
  readonly refused: readonly RefusedSample[];
  readonly events: readonly ParsedEvent[];
  readonly serviceChecks: readonly ParsedServiceCheck[];
}

const MAX_KEY_CHARS = 4_096;
const MAX_MEMBERS = 1_000;
const MAX_MEMBER_CHARS = 8_388_608;
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
  private readonly eventLog = new BoundedLog<ParsedEvent>(MAX_NOTICES, MAX_NOTICE_CHARS, ({ text }) => text.length);
  private readonly checkLog = new BoundedLog<ParsedServiceCheck>(
    MAX_NOTICES,
    MAX_NOTICE_CHARS,
    ({ name, message }) => name.length + (message?.length ?? 0),
  );
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
      (name, kind, tags) => new Series(name, kind, tags, createState(kind), this.startMs),
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
        this.parsed += 1;
        this.eventLog.push(structuredClone(parsed));
        return;
      case 'serviceCheck':
        this.parsed += 1;
        this.checkLog.push(structuredClone(parsed));
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

  private refuse(text: string, reason: string, atMs: number): void {
    const line = text.length > MAX_REFUSED_CHARS ? `${text.slice(0, MAX_REFUSED_CHARS)}…` : text;
    this.refused += 1;
    this.refusedLog.push({ line: detached(line), reason, atMs });
  }
}

function stateFactory(windowMs: number, maxSamples: number): (kind: MetricKind) => SeriesState {
  const budget = new MemberBudget(MAX_MEMBER_CHARS);
  const states: Record<MetricKind, () => SeriesState> = {
    counter: () => new CounterState(),
    gauge: () => new GaugeState(),
    timer: () => new SampleState(windowMs, maxSamples),
    histogram: () => new SampleState(windowMs, maxSamples),
    distribution: () => new SampleState(windowMs, maxSamples),
    set: () => new MemberState(MAX_MEMBERS, budget),
  };
  return (kind) => states[kind]();
}
