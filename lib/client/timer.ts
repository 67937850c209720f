import type { Tags } from '../common/tags';

/** A stopwatch that sends what it measured. Reusable: `start()` begins anew. */
export interface Timer {
  start(): this;
  /**
   * Measures, and sends unless told not to. Again after `stop({ send: false })` it measures from the same start.
   *
   * @param options `tags` are added to those of the timer
   * @throws StatsError `STATS_TIMER_NOT_STARTED`; `STATS_TIMER_ALREADY_SENT` when it had sent since `start()`
   */
  stop(options?: { send?: boolean; tags?: Tags }): this;
  /**
   * Sends what was measured.
   *
   * @throws StatsError `STATS_TIMER_NO_DATA` before `stop()`; `STATS_TIMER_ALREADY_SENT` when it had sent since `start()`
   */
  send(): this;
  /** What was measured, in milliseconds; `undefined` until stopped. */
  readonly ms: number | undefined;
  /** A function that does what `fn` does and times each call by itself, whatever it returns; see `Stats.time`. */
  wrap<F extends (...args: never[]) => unknown>(fn: F): F;
  /** Stops and sends a running timer; does nothing to one that does not run. */
  [Symbol.dispose](): void;
}
