/** A number for each of the last `size` seconds; of seconds that nothing was added to, 0. */
export class SecondRing {
  private readonly amounts: Float64Array;
  /** The latest second that was added to. Those after it and those `size` before it are no longer, or not yet, in the ring. */
  private newest = Number.NEGATIVE_INFINITY;

  constructor(private readonly size: number) {
    this.amounts = new Float64Array(size);
  }

  add(second: number, amount: number): void {
    if (second > this.newest) {
      this.forget(second);
    }
    const at = second % this.size;
    this.amounts[at] = (this.amounts[at] ?? 0) + amount;
  }

  /** The sum of the seconds `from` to `to`, both included. */
  sum(from: number, to: number): number {
    let sum = 0;
    const last = Math.min(to, this.newest);
    for (let second = Math.max(from, this.newest - this.size + 1, 0); second <= last; second++) {
      sum += this.amounts[second % this.size] ?? 0;
    }
    return sum;
  }

  private forget(second: number): void {
    const first = Math.max(this.newest + 1, second - this.size + 1, 0);
    for (let passed = first; passed <= second; passed++) {
      this.amounts[passed % this.size] = 0;
    }
    this.newest = second;
  }
}
