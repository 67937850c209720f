import type { Label } from '../dialects/label';
import type { SeriesWriter } from '../dialects/series-writer';
import { BatchedEntry } from './batched-entry';
import { Reservoir } from './reservoir';
import { Series, type SeriesHome } from './series';
import type { SampleTarget } from './targets';

const FIRST_CAPACITY = 16;
/** Values that are written in one go, which takes a millisecond or two. */
const BATCH_VALUES = 32_768;

export interface SampleLimits {
  readonly maxSamples: number;
  random(): number;
}

/**
 * Values of a timer, histogram or distribution. All of a flush are kept up to `maxSamples`; from there on they are a uniform
 * reservoir, whose kept share multiplies the rate of its lines.
 */
export class SampleSeries extends Series implements SampleTarget {
  private values: Float64Array<ArrayBuffer>;
  /** The rate of each value; made with the first rate that is not 1. */
  private rates: Float64Array<ArrayBuffer> | undefined = undefined;
  private kept = 0;
  private seen = 0;
  private reservoir: Reservoir | undefined = undefined;

  constructor(
    home: SeriesHome,
    label: Label,
    private readonly limits: SampleLimits,
  ) {
    super(home, label);
    this.values = new Float64Array(Math.min(FIRST_CAPACITY, limits.maxSamples));
  }

  record(value: number, rate: number): void {
    if (!this.touched && !this.admit()) {
      return;
    }
    this.home.recorded += 1;
    this.seen += 1;
    const place = this.kept < this.values.length ? this.kept++ : this.makeRoom();
    if (place >= 0) {
      this.values[place] = value;
      if (rate !== 1 || this.rates !== undefined) {
        this.keepRate(place, rate);
      }
    }
  }

  override get weight(): number {
    return Math.max(1, this.kept);
  }

  writeTo(writer: SeriesWriter): void {
    const { values, rates, kept } = this;
    const share = kept / this.seen;
    this.kept = 0;
    this.seen = 0;
    this.rates = undefined;
    this.reservoir = undefined;
    if (kept > BATCH_VALUES) {
      this.values = new Float64Array(FIRST_CAPACITY);
    }
    if (rates === undefined) {
      this.write(writer, values, kept, share);
      return;
    }
    for (const rate of new Set(rates.subarray(0, kept))) {
      const ofRate = values.subarray(0, kept).filter((_, i) => rates[i] === rate);
      this.write(writer, ofRate, ofRate.length, rate * share);
    }
  }

  private write(writer: SeriesWriter, values: Float64Array, count: number, rate: number): void {
    if (count <= BATCH_VALUES) {
      writer.samples(this.label, values, count, rate);
      return;
    }
    const { cycle } = this.home;
    let at = 0;
    const rest = new BatchedEntry(cycle, BATCH_VALUES, (to) => {
      const batch = values.subarray(at, Math.min(at + BATCH_VALUES, count));
      to.samples(this.label, batch, batch.length, rate);
      at += batch.length;
      return at < count;
    });
    cycle.continueWith(rest);
  }

  /** The place of a value that finds the array full: a new one, one of a kept value, or none (-1). */
  private makeRoom(): number {
    if (this.reservoir !== undefined) {
      return this.reservoir.next();
    }
    const { maxSamples, random } = this.limits;
    if (this.kept >= maxSamples) {
      this.reservoir = new Reservoir(maxSamples, random);
      return this.reservoir.next();
    }
    const capacity = Math.min(this.values.length * 2, maxSamples);
    this.values = grown(this.values, capacity);
    this.rates = this.rates && grown(this.rates, capacity);
    return this.kept++;
  }

  private keepRate(place: number, rate: number): void {
    this.rates ??= new Float64Array(this.values.length).fill(1);
    this.rates[place] = rate;
  }
}

function grown(values: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}
