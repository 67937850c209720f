import type { SeriesWriter } from '../dialects/series-writer';
import { TimedEntry } from './line-entry';
import { Series } from './series';
import type { Tally } from './tally';
import type { CounterTarget } from './targets';

/** Counts fold by addition; a kept one of a sample stands for `1 / rate` calls. */
export class CounterSeries extends Series implements CounterTarget {
  private sum = 0;
  private tally: Tally | undefined = undefined;

  add(count: number, rate: number, at?: number): void {
    if (at !== undefined) {
      this.home.write(new TimedEntry(this.label, count, rate, at));
    } else if (this.touched || this.admit()) {
      this.home.recorded += 1;
      this.sum += rate === 1 ? count : count / rate;
    }
  }

  lend(tally: Tally): void {
    // Only one that waits to be written will close it again.
    if (this.touched && this.tally === undefined) {
      this.tally = tally;
      this.home.tallies.add(tally);
      tally.open();
    }
  }

  writeTo(writer: SeriesWriter): void {
    const sum = this.sum + this.closeTally();
    this.sum = 0;
    writer.counter(this.label, sum, 1);
  }

  private closeTally(): number {
    const { home, tally } = this;
    if (tally === undefined) {
      return 0;
    }
    this.tally = undefined;
    home.tallies.delete(tally);
    const calls = tally.close();
    home.recorded += calls;
    return calls;
  }
}
