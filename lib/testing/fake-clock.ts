import type { Clock } from '../common/clock';

/** A clock that stands still until it is told otherwise. Hand it to the client as `clock`. */
export class FakeClock implements Clock {
  private elapsedMs = 0;

  /** @param startMs what `wall()` says at first, in milliseconds since the epoch */
  constructor(private startMs = 0) {}

  wall(): number {
    return this.startMs + this.elapsedMs;
  }

  monotonic(): number {
    return this.elapsedMs;
  }

  /** Lets time pass, in milliseconds. */
  advance(ms: number): void {
    this.elapsedMs += ms;
  }

  /** Sets the wall clock, as an administrator may; durations are not touched by it. */
  setWall(ms: number): void {
    this.startMs = ms - this.elapsedMs;
  }
}
