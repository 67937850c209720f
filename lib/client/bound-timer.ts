import type { Clock } from '../common/clock';
import type { Tags } from '../common/tags';
import type { SampleTarget } from '../metrics/targets';
import { BoundHistogram } from './bound-histogram';
import type { DurationMeter } from './meters';
import { Stopwatch } from './stopwatch';
import { timeCall } from './time-call';
import type { Timer } from './timer';

export class BoundTimer extends BoundHistogram implements DurationMeter {
  /** @param recordTagged records a measurement with tags besides those of the meter */
  constructor(
    target: SampleTarget,
    private readonly clock: Clock,
    private readonly recordTagged: (ms: number, tags: Tags) => void,
  ) {
    super(target);
  }

  time<T>(fn: () => T): T {
    return timeCall(fn, this.clock, (ms) => this.record(ms));
  }

  start(): Timer {
    const stopwatch = new Stopwatch({
      clock: this.clock,
      record: (ms, tags) => (tags === undefined ? this.record(ms) : this.recordTagged(ms, tags)),
      time: (fn) => this.time(fn),
    });
    return stopwatch.start();
  }
}
