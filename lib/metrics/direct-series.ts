import { withinRange } from '../common/within-range';
import type { Label } from '../dialects/label';
import type { SeriesWriter } from '../dialects/series-writer';
import type { GaugeKeeping } from './gauge-series';
import { Series, type SeriesHome } from './series';
import type { AnyTarget } from './targets';

/** Writes each call as a line of its own, at once: a series of a client that does not aggregate. */
export class DirectSeries extends Series implements AnyTarget {
  /** False for a series that serves one call: it takes no place in the table. */
  isKept = true;
  private readonly values = new Float64Array(1);

  constructor(
    home: SeriesHome,
    label: Label,
    private readonly keeping: GaugeKeeping,
    private readonly writer: SeriesWriter,
  ) {
    super(home, label);
  }

  add(count: number, rate: number, at?: number): void {
    if (this.begin()) {
      this.writer.counter(this.label, count, rate, at);
    }
  }

  set(value: number, rate: number, at?: number): void {
    if (this.begin()) {
      if (this.keeping.running !== undefined) {
        this.keeping.running.value = value;
      }
      this.writer.gauge(this.label, value, rate, at ?? this.keeping.clock?.wall());
    }
  }

  adjust(delta: number, rate: number, at?: number): void {
    const { running } = this.keeping;
    if (running !== undefined) {
      this.set(withinRange(running.value + delta), rate, at);
    } else if (this.begin()) {
      this.writer.gaugeDelta(this.label, delta, rate);
    }
  }

  record(value: number, rate: number): void {
    if (this.begin()) {
      this.values[0] = value;
      this.writer.samples(this.label, this.values, 1, rate);
    }
  }

  insert(member: string, rate: number): void {
    if (this.begin()) {
      this.writer.member(this.label, member, rate);
    }
  }

  /** Nothing waits here; being in line only tells that the series is in use. */
  writeTo(): void {}

  private begin(): boolean {
    if (!(this.isKept ? this.admit() : this.home.admit())) {
      return false;
    }
    this.home.recorded += 1;
    return true;
  }
}
