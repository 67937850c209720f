import { performance } from 'node:perf_hooks';

/** The two clocks of a client. Both in milliseconds, so that a test can hand in its own. */
export interface Clock {
  /** Since the epoch. For timestamps only: it may jump. */
  wall(): number;
  /** Since any moment, never going back. For durations. */
  monotonic(): number;
}

export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
};
