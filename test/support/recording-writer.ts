import type { Label } from '../../lib/dialects/label';
import type { SeriesWriter } from '../../lib/dialects/series-writer';

/** Keeps what series write, as text: `kind head values @rate`. */
export class RecordingWriter implements SeriesWriter {
  readonly written: string[] = [];

  counter(label: Label, sum: number, rate: number): void {
    this.keep(label, String(sum), rate);
  }

  gauge(label: Label, value: number, rate: number): void {
    this.keep(label, String(value), rate);
  }

  gaugeDelta(label: Label, delta: number, rate: number): void {
    this.keep(label, `by ${delta}`, rate);
  }

  samples(label: Label, values: ArrayLike<number>, count: number, rate: number): void {
    this.keep(label, Array.from(values).slice(0, count).join(','), rate);
  }

  member(label: Label, member: string, rate: number): void {
    this.keep(label, member, rate);
  }

  line(text: string): void {
    this.written.push(`line ${text}`);
  }

  block(bytes: Uint8Array, lines: number): void {
    this.written.push(`block of ${lines}: ${Buffer.from(bytes).toString()}`);
  }

  finish(): void {}

  private keep({ kind, head }: Label, values: string, rate: number): void {
    this.written.push(`${kind} ${head} ${values}${rate === 1 ? '' : ` @${rate}`}`);
  }
}
