import type { Clock } from '../common/clock';

/**
 * For how long nothing has been delivered though something was to be. By the wall clock: readings of the monotonic one belong to the timers of users, who
 * may hand in a clock that tells what they measured.
 */
export class Silence {
  /** When something was to be delivered for the first time since something was. */
  private since: number | undefined;
  private lastFailure = 0;

  constructor(private readonly clock: Clock) {}

  /** There is something to deliver. */
  begin(): void {
    this.since ??= this.clock.wall();
  }

  /** Something was given up. */
  fail(): void {
    this.begin();
    this.lastFailure = this.clock.wall();
  }

  /** Something was delivered. */
  end(isMoreWaiting: boolean): void {
    this.since = isMoreWaiting ? this.clock.wall() : undefined;
  }

  /** In milliseconds: until now while something waits, else until something was given up for the last time. */
  ms(isWaiting: boolean): number {
    if (this.since === undefined) {
      return 0;
    }
    return Math.max((isWaiting ? this.clock.wall() : this.lastFailure) - this.since, 0);
  }
}
