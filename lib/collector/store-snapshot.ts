import type { ParsedEvent, ParsedServiceCheck } from './parsed-line';
import type { SeriesSnapshot } from './store/series';

/** A refused line, cut where it is long. */
export interface RefusedSample {
  readonly line: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** Of an event or a service check: when it came, and among which others. */
interface Arrival {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Rises with every event and every check. */
  readonly number: number;
}

export type SeenEvent = ParsedEvent & Arrival;
export type SeenServiceCheck = ParsedServiceCheck & Arrival;

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
  readonly events: readonly SeenEvent[];
  readonly serviceChecks: readonly SeenServiceCheck[];
}
