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
    const ending = this.ending(label, rate);
    let written = 0;
    while (written < count) {
      written = this.pack(label, values, written, count, ending);
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
    this.output.text(label.ending);
    this.output.breakLine();
    this.output.text(label.head);
    this.output.text(':');
    this.output.number(value);
    this.output.text(label.ending);
    this.output.end(2);
  }

  /** Fills one line with values from `start`; as many as a packet holds, but at least one. Returns where it stopped. */
  private pack(label: Label, values: ArrayLike<number>, start: number, count: number, ending: string): number {
    const output = this.output;
    const separator = this.dialect.packing === 'comma' ? ',' : ':';
    // Between repeated values stands the whole type, once more at the end: `1|ms|@0.5:2|ms|@0.5`.
    const between = this.dialect.packing === 'repeat' ? ending + separator : separator;
    const room = output.limit - Buffer.byteLength(ending);
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
    output.text(ending);
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
    this.output.text(label.head);
    this.output.text(':');
  }

  private close(label: Label, rate: number, at?: number): void {
    this.output.text(this.ending(label, rate));
    if (at !== undefined && this.dialect.time !== undefined) {
      this.output.text(this.dialect.time.prefix);
      this.output.number(Math.floor(at / 1_000));
    }
    this.output.end(1);
  }

  private ending(label: Label, rate: number): string {
    return rate < 1 && this.dialect.rates ? `${label.type}|@${numberText(rate)}${label.tail}` : label.ending;
  }
}
