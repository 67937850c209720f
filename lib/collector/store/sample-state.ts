import type { NumberMetric } from '../parsed-line';
import { SampleWindow } from './sample-window';
import type { SeriesState, StateReading } from './series-state';

/** The latest values of a timer, histogram or distribution. */
export class SampleState implements SeriesState {
  private readonly window: SampleWindow;
  private last = 0;

  constructor(windowMs: number, maxSamples: number) {
    this.window = new SampleWindow(windowMs, maxSamples);
  }

  fold(metric: NumberMetric, nowMs: number): number {
    for (const value of metric.values) {
      this.window.add(nowMs, value);
      this.last = value;
    }
    return metric.values.length / metric.rate;
  }

  read(nowMs: number): StateReading {
    const window = this.window.digest(nowMs);
    return { last: this.last, ...(window !== undefined && { window }) };
  }
}
