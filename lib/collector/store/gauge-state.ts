import type { NumberMetric } from '../parsed-line';
import type { SeriesState, StateReading } from './series-state';
import { sum } from './sum';

/** Where a gauge stands: set by absolute values, moved by deltas, at 0 before the first. */
export class GaugeState implements SeriesState {
  private last = 0;

  fold(metric: NumberMetric): number {
    this.last = metric.delta === true ? this.last + sum(metric.values) : (metric.values.at(-1) ?? this.last);
    return metric.values.length;
  }

  read(): StateReading {
    return { last: this.last };
  }
}
