import type { Label } from './label';

/** Writes what series have gathered. One implementation writes lines, another JSON bodies. */
export interface SeriesWriter {
  /** `at`: milliseconds since the epoch, where the line carries a time of its own. */
  counter(label: Label, sum: number, rate: number, at?: number): void;
  gauge(label: Label, value: number, rate: number, at?: number): void;
  gaugeDelta(label: Label, delta: number, rate: number): void;
  /** The first `count` of `values`: durations, or values of a histogram or distribution. */
  samples(label: Label, values: ArrayLike<number>, count: number, rate: number): void;
  member(label: Label, member: string, rate: number): void;
  /** A finished line. */
  line(text: string): void;
  /** Finished lines that stay together. */
  block(bytes: Uint8Array, lines: number): void;
  /** Ends the packet that is being filled. */
  finish(): void;
}
