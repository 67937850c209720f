const FIRST_CEILING_MS = 200;
const LAST_CEILING_MS = 30_000;

/** Delays between attempts: each at random in the upper half of a span that doubles, from 100 ms up to 30 s. */
export class Backoff {
  private ceilingMs = FIRST_CEILING_MS;

  constructor(private readonly random: () => number) {}

  /** The delay before the next attempt, in milliseconds. */
  nextMs(): number {
    const half = this.ceilingMs / 2;
    this.ceilingMs = Math.min(this.ceilingMs * 2, LAST_CEILING_MS);
    return half + this.random() * half;
  }

  reset(): void {
    this.ceilingMs = FIRST_CEILING_MS;
  }
}
