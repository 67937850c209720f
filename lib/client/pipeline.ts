import type { Stats } from './stats';

/** Collects calls and sends them together, in order, at once. */
export interface Pipeline extends Stats {
  /** Sends what was collected; nothing where that is nothing. The pipeline is empty then, and may be used again. */
  send(): void;
  [Symbol.dispose](): void;
}
