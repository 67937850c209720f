import { SecondRing } from './second-ring';

const WINDOW_SECONDS = 10;

/** How much came a second, on the average of the last ten seconds, or of the time since the start while that is shorter. */
export class RateMeter {
  private readonly ring = new SecondRing(WINDOW_SECONDS);

  /** `startMs`: when the watching began, on the clock of the other readings. */
  constructor(private readonly startMs: number) {}

  add(nowMs: number, amount: number): void {
    this.ring.add(Math.floor(nowMs / 1000), amount);
  }

  perSecond(nowMs: number): number {
    const second = Math.floor(nowMs / 1000);
    const first = second - WINDOW_SECONDS + 1;
    // Below a second the average of a burst would be a number that means nothing.
    const elapsedMs = Math.max(1000, nowMs - Math.max(this.startMs, first * 1000));
    return (this.ring.sum(first, second) * 1000) / elapsedMs;
  }
}
