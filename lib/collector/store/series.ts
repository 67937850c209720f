import type { MetricKind, ParsedMetric, TagPair } from '../parsed-line';
import { RateMeter } from './rate-meter';
import type { SeriesState, StateReading } from './series-state';

/** A series as it stands: plain data, safe to keep. */
export interface SeriesSnapshot extends StateReading {
  /** Of this series alone, as long as it lives. */
  readonly id: number;
  readonly name: string;
  readonly kind: MetricKind;
  /** Sorted by key, then by value. */
  readonly tags: readonly TagPair[];
  /**
   * Counters: the sum. Timers, histograms, distributions: how many values were recorded. Both scaled by the rates of the
   * lines. Gauges: how many values came; sets: how many members, the repeated ones too.
   */
  readonly count: number;
  /** By how much `count` grew a second, on the average of the last ten seconds. */
  readonly perSecond: number;
  /** When its last line came, in milliseconds since the epoch. */
  readonly lastSeenMs: number;
  /** That of the store when its last line came: above an earlier snapshot's, the series got something since. */
  readonly revision: number;
}

/** One kind, name and set of tags with all that came for it. */
export class Series {
  private count = 0;
  private lastSeenMs = 0;
  private readonly rate: RateMeter;
  /** As in the snapshot; the series with the lowest was silent for the longest. */
  revision = 0;

  constructor(
    private readonly id: number,
    readonly name: string,
    readonly kind: MetricKind,
    readonly tags: readonly TagPair[],
    private readonly state: SeriesState,
    storeStartMs: number,
  ) {
    this.rate = new RateMeter(storeStartMs);
  }

  fold(metric: ParsedMetric, nowMs: number, wallMs: number): void {
    const amount = this.state.fold(metric, nowMs);
    this.count += amount;
    this.rate.add(nowMs, amount);
    this.lastSeenMs = wallMs;
  }

  snapshot(nowMs: number): SeriesSnapshot {
    return {
      id: this.id,
      name: this.name,
      kind: this.kind,
      tags: this.tags,
      count: this.count,
      perSecond: this.rate.perSecond(nowMs),
      lastSeenMs: this.lastSeenMs,
      revision: this.revision,
      ...this.state.read(nowMs),
    };
  }

  release(): void {
    this.state.release?.();
  }
}
