import type { Clock } from '../common/clock';
import { durationToMs, type DurationLike } from '../common/duration';

/** A duration in milliseconds; of a `Date` the time since then, never below 0. `NaN` for anything that is no duration. */
export function durationMs(duration: number | Date | DurationLike, clock: Clock): number {
  if (typeof duration === 'number') {
    return duration;
  }
  try {
    if (duration instanceof Date) {
      return Math.max(0, clock.wall() - duration.getTime());
    }
    return typeof duration === 'object' && duration !== null ? durationToMs(duration) : NaN;
  } catch {
    // The caller's object: reading it may run the caller's code.
    return NaN;
  }
}
