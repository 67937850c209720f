import type { NumberMetric } from '../parsed-line';
import type { SeriesState, StateReading } from './series-state';
import { sum } from './sum';

/** A counter is its count: a line counts for as many as its rate left out. */
export class CounterState implements SeriesState {
  fold(metric: NumberMetric): number {
    return sum(metric.values) / metric.rate;
  }

  read(): StateReading {
    return {};
  }
}
