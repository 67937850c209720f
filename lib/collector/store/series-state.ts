import type { ParsedMetric } from '../parsed-line';
import type { SampleDigest } from './sample-window';

/** What a kind of metric keeps beside its count. */
export interface SeriesState {
  /** Takes the metric in and says by how much the count of the series grows. */
  fold(metric: ParsedMetric, nowMs: number): number;
  read(nowMs: number): StateReading;
  /** Gives back what is shared with other series. */
  release?(): void;
}

export interface StateReading {
  /** Gauges: where it stands. Timers, histograms, distributions: the latest value. */
  readonly last?: number;
  /** Timers, histograms, distributions: of the sliding window; left out when no value is in it. */
  readonly window?: SampleDigest;
  /** Sets: the distinct members, in the order of their first coming. */
  readonly members?: readonly string[];
  /** Sets: there was no room for every member. */
  readonly membersLost?: true;
}
