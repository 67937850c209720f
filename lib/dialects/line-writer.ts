import { numberText } from '../common/number-text';
import { withinRange } from '../common/within-range';
import type { Dialect } from './dialect';
import type { Label } from './label';
import type { LineOutput } from './line-output';
import type { SeriesWriter } from './series-writer';

/** More than any number and its separator take, so that the exact check is made only near the end of a packet. */
const LONGEST_NUMBER = 32;

/** Writes series as lines: `name:value(s)|type|@rate|#tags|c:container|T unixSeconds`. */
export class LineWriter implements SeriesWriter {
  constructor(
    private readonly dialect: Dialect,
    private readonly output: LineOutput,
  ) {}

  counter(label: Label, sum: number, rate: number, at?: number): void {
    const value = withinRange(this.dialect.rates ? sum : sum / rate);
    this.open(label);
    this.output.number(this.dialect.wholeNumbers === true ? Math.round(value) : value);
    this.close(label, rate, at);
  }

  gauge(label: Label, value: number, rate: number, at?: number): void {
    if (value < 0 && this.dialect.negativeGauges === 'zero-first') {
      this.zeroFirst(label, value);
      return;
    }
    this.open(label);
    this.output.number(value);
    this.close(label, rate, at);
  }

  gaugeDelta(label: Label, delta: number, rate: number): void {
    this.open(label);
    // -0 is written +0: a server reads `-0` as well, but a person wonders.
    if (delta >= 0) {
      this.output.text('+');
    }
    this.output.number(delta);
    this.close(label, rate);
  }

  samples(label: Label, values: ArrayLike<number>, count: number, rate: number): void {
    if (this.dialect.packing === 'none') {
      for (let i = 0; i < count; i += 1) {
        this.open(label);
        this.sample(label, values[i] as number);
        this.close(label, rate);
      }
      return;
    }
    const rated = this.ratedEnding(label, rate);
    let written = 0;
    while (written < count) {
      written = this.pack(label, values, written, count, rated);
    }
  }

  member(label: Label, member: string, rate: number): void {
    this.open(label);
    this.output.text(member);
    this.close(label, rate);
  }

  line(text: string): void {
    this.output.begin();
    this.output.text(text);
    this.output.end(1);
  }

  block(bytes: Uint8Array, lines: number): void {
    this.output.begin();
    this.output.bytes(bytes);
    this.output.end(lines);
  }

  finish(): void {
    this.output.finish();
  }

  /** Where the server reads a sign as a delta, a negative value is a step down from zero. No rate: both lines or none. */
  private zeroFirst(label: Label, value: number): void {
    this.open(label);
    this.output.text('0');
    this.output.copy(label.page, label.middle, label.end);
    this.output.breakLine();
    this.output.copy(label.page, label.start, label.middle);
    this.output.number(value);
    this.output.copy(label.page, label.middle, label.end);
    this.output.end(2);
  }

  /** Fills one line with values from `start`; as many as a packet holds, but at least one. Returns where it stopped. */
  private pack(
    label: Label,
    values: ArrayLike<number>,
    start: number,
    count: number,
    rated: string | undefined,
  ): number {
    const output = this.output;
    const separator = this.dialect.packing === 'comma' ? ',' : ':';
    // Between repeated values stands the whole type, once more at the end: `1|ms|@0.5:2|ms|@0.5`.
    const between = this.dialect.packing === 'repeat' ? (rated ?? label.ending) + separator : separator;
    const room = output.limit - (rated === undefined ? label.end - label.middle : Buffer.byteLength(rated));
    this.open(label);
    this.sample(label, values[start] as number);
    let next = start + 1;
    while (next < count) {
      const length = output.length;
      output.text(between);
      this.sample(label, values[next] as number);
      if (output.length + LONGEST_NUMBER > room && output.length > room) {
        output.cut(length);
        break;
      }
      next += 1;
    }
    this.writeEnding(label, rated);
    output.end(1);
    return next;
  }

  private sample(label: Label, value: number): void {
    if (this.dialect.wholeNumbers === true) {
      this.output.number(Math.round(value));
    } else if (label.kind === 'timer') {
      this.output.duration(value);
    } else {
      this.output.number(value);
    }
  }

  private open(label: Label): void {
    this.output.begin();
    this.output.copy(label.page, label.start, label.middle);
  }

  private close(label: Label, rate: number, at?: number): void {
    this.writeEnding(label, this.ratedEnding(label, rate));
    if (at !== undefined && this.dialect.time !== undefined) {
      this.output.text(this.dialect.time.prefix);
      this.output.number(Math.floor(at / 1_000));
    }
    this.output.end(1);
  }

  private writeEnding(label: Label, rated: string | undefined): void {
    if (rated === undefined) {
      this.output.copy(label.page, label.middle, label.end);
    } else {
      this.output.text(rated);
    }
  }

  /** Type, rate and tail; `undefined` where no rate is written. */
  private ratedEnding(label: Label, rate: number): string | undefined {
    if (rate >= 1 || !this.dialect.rates) {
      return undefined;
    }
    const type = `|${this.dialect.types[label.kind]}`;
    return `${type}|@${numberText(rate)}${label.ending.slice(type.length)}`;
  }
}
