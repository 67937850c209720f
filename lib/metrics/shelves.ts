import type { SeriesKind } from '../dialects/series-kind';
import type { Series } from './series';

type Shelf = Map<string, Series>;

/** Series by kind and key. */
export class Shelves {
  private readonly byKind: Readonly<Record<SeriesKind, Shelf>> = {
    counter: new Map(),
    gauge: new Map(),
    timer: new Map(),
    histogram: new Map(),
    distribution: new Map(),
    set: new Map(),
  };

  of(kind: SeriesKind): Shelf {
    return this.byKind[kind];
  }

  get size(): number {
    const { counter, gauge, timer, histogram, distribution, set } = this.byKind;
    return counter.size + gauge.size + timer.size + histogram.size + distribution.size + set.size;
  }
}
