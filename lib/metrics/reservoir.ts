/** What passes is counted down in a small integer. No flush has so many calls. */
const MAX_PASSING = 2 ** 30;

/**
 * Which further values take the place of a kept one, so that those kept are a uniform choice of all: Li's algorithm L (ACM
 * TOMS 20, 1994). It draws how many values pass until the next one is taken, which makes the others as cheap as a counter.
 */
export class Reservoir {
  /** The largest of the random keys that the kept values have in the algorithm. */
  private threshold = 1;
  private passing: number;

  constructor(
    /** How many values there are already, all of them kept. */
    private readonly size: number,
    private readonly random: () => number,
  ) {
    this.passing = this.drawPassing();
  }

  /** The place that the next value takes; -1 where it passes. */
  next(): number {
    if (this.passing > 0) {
      this.passing -= 1;
      return -1;
    }
    const place = Math.min(Math.floor(this.draw() * this.size), this.size - 1);
    this.passing = this.drawPassing();
    return place;
  }

  private drawPassing(): number {
    this.threshold *= Math.exp(Math.log(this.draw()) / this.size);
    return Math.min(Math.floor(Math.log(this.draw()) / Math.log1p(-this.threshold)), MAX_PASSING);
  }

  /** More than 0 and at most 1, whatever the application has put in the place of chance. */
  private draw(): number {
    return Math.min(Math.max(this.random(), Number.MIN_VALUE), 1);
  }
}
