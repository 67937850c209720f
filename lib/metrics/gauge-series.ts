import type { Clock } from '../common/clock';
import { withinRange } from '../common/within-range';
import type { Label } from '../dialects/label';
import type { SeriesWriter } from '../dialects/series-writer';
import { TimedEntry } from './line-entry';
import type { RunningValue } from './running-values';
import { Series, type SeriesHome } from './series';
import type { GaugeTarget } from './targets';

export interface GaugeKeeping {
  /** Where the gauge stands, in dialects without deltas. */
  readonly running?: RunningValue | undefined;
  /** Tells the time of every update, in dialects that write it. */
  readonly clock?: Clock | undefined;
}

/** The last value stands; a delta after it in one flush folds into it, deltas alone add up. */
export class GaugeSeries extends Series implements GaugeTarget {
  private value = 0;
  private isAbsolute = false;
  private rate = 1;
  private updatedAt: number | undefined = undefined;
  /** Where a call with a time of its own has put the gauge, after those that wait to be written. */
  private moved: number | undefined = undefined;

  constructor(
    home: SeriesHome,
    label: Label,
    private readonly keeping: GaugeKeeping,
  ) {
    super(home, label);
  }

  override get isHeld(): boolean {
    return this.keeping.running !== undefined || super.isHeld;
  }

  set(value: number, rate: number, at?: number): void {
    if (at !== undefined) {
      this.setAt(value, rate, at);
    } else if (this.touched || this.admit()) {
      this.value = value;
      this.isAbsolute = true;
      this.moved = undefined;
      this.update(rate);
    }
  }

  adjust(delta: number, rate: number, at?: number): void {
    if (at !== undefined) {
      this.setAt(withinRange(this.current + delta), rate, at);
    } else if (this.moved !== undefined) {
      this.set(this.moved + delta, rate);
    } else if (this.touched || this.admit()) {
      this.value += delta;
      this.update(rate);
    }
  }

  writeTo(writer: SeriesWriter): void {
    const { isAbsolute, rate, updatedAt } = this;
    const value = withinRange(this.value);
    const { running } = this.keeping;
    this.value = 0;
    this.isAbsolute = false;
    if (running !== undefined) {
      const stands = isAbsolute ? value : withinRange(running.value + value);
      running.value = this.moved ?? stands;
      this.moved = undefined;
      writer.gauge(this.label, stands, rate, updatedAt);
    } else if (isAbsolute) {
      writer.gauge(this.label, value, rate, updatedAt);
    } else {
      writer.gaugeDelta(this.label, value, rate);
    }
  }

  /** Where the gauge stands now; 0 where only the server knows. */
  private get current(): number {
    return this.moved ?? (this.isAbsolute ? this.value : (this.keeping.running?.value ?? 0) + this.value);
  }

  private setAt(value: number, rate: number, at: number): void {
    this.home.write(new TimedEntry(this.label, value, rate, at));
    if (this.keeping.running === undefined) {
      return;
    }
    if (this.touched) {
      // What waits is written as it was given: a value with a time is never folded with others.
      this.moved = value;
    } else {
      this.keeping.running.value = value;
    }
  }

  private update(rate: number): void {
    this.home.recorded += 1;
    this.rate = rate;
    if (this.keeping.clock !== undefined) {
      this.updatedAt = this.keeping.clock.wall();
    }
  }
}
