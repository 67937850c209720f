import { Branch, type PathEnd } from './branch';
import type { Series, SeriesPlace } from './series';
import type { SeriesAddress } from './series-address';

/**
 * The series of a kind by their addresses, along nested maps: series that differ in one value share what leads to them, where
 * a key of its own for each takes 90 bytes, and the maps stay small, where a single one of a million series stands still for
 * 56 ms to grow.
 */
export class Shelf implements SeriesPlace {
  /** Series that stand here. */
  size = 0;
  private readonly names = Branch.ofNames<Series>();

  get(address: SeriesAddress): Series | undefined {
    let branch: Branch<Series> | undefined = this.names;
    const last = address.length - 1;
    for (let i = 0; i < last && branch !== undefined; i += 1) {
      branch = branch.after(address[i], '');
    }
    return branch?.target(address[last]);
  }

  put(address: SeriesAddress, series: Series): void {
    let branch = this.names;
    const last = address.length - 1;
    for (let i = 0; i < last; i += 1) {
      // One key after every step is never too many.
      branch = branch.grow(address[i], '') as Branch<Series>;
    }
    branch.put(address[last], series);
    series.standIn(this, { branch, step: address[last] });
    this.size += 1;
  }

  remove({ branch, step }: PathEnd<Series>): void {
    branch.remove(step);
    this.size -= 1;
  }
}
