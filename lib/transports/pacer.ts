// The runtime's own, also where a test has replaced the global ones: a frozen clock must not hold packets back.
const pause = setTimeout;
const now = performance.now.bind(performance);

const WINDOW_MS = 1;

/** Lets at most `perMs` turns pass in a millisecond, so that a burst does not overrun the receiver's buffer. */
export class Pacer {
  private windowStart = 0;
  private turns = 0;

  constructor(private readonly perMs: number) {}

  /** Undefined when the turn is now, else a promise of it. */
  next(): Promise<void> | undefined {
    const time = now();
    if (time - this.windowStart >= WINDOW_MS) {
      this.startWindow(time);
    }
    this.turns += 1;
    if (this.turns <= this.perMs) {
      return undefined;
    }
    return new Promise((resolve) => {
      pause(() => {
        this.startWindow(now());
        this.turns = 1;
        resolve();
      }, WINDOW_MS).unref();
    });
  }

  private startWindow(time: number): void {
    this.windowStart = time;
    this.turns = 0;
  }
}
