import type { SeriesKind } from '../dialects/series-kind';
import { Shelf } from './shelf';

/** Series by kind and address. */
export class Shelves {
  private readonly byKind: Readonly<Record<SeriesKind, Shelf>> = {
    counter: new Shelf(),
    gauge: new Shelf(),
    timer: new Shelf(),
    histogram: new Shelf(),
    distribution: new Shelf(),
    set: new Shelf(),
  };

  of(kind: SeriesKind): Shelf {
    return this.byKind[kind];
  }

  get size(): number {
    const { counter, gauge, timer, histogram, distribution, set } = this.byKind;
    return counter.size + gauge.size + timer.size + histogram.size + distribution.size + set.size;
  }
}
