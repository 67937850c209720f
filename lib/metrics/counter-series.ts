import type { SeriesWriter } from '../dialects/series-writer';
import { TimedEntry } from './line-entry';
import { Series } from './series';
import type { CounterTarget } from './targets';

/** Counts fold by addition; a kept one of a sample stands for `1 / rate` calls. */
export class CounterSeries extends Series implements CounterTarget {
  private sum = 0;

  add(count: number, rate: number, at?: number): void {
    if (at !== undefined) {
      this.home.write(new TimedEntry(this.label, count, rate, at));
    } else if (this.touched || this.admit()) {
      this.home.recorded += 1;
      this.sum += rate === 1 ? count : count / rate;
    }
  }

  writeTo(writer: SeriesWriter): void {
    const sum = this.sum;
    this.sum = 0;
    writer.counter(this.label, sum, 1);
  }
}
