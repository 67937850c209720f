import type { Label } from '../dialects/label';
import type { SeriesWriter } from '../dialects/series-writer';
import { Entry } from './entry';
import type { FlushCycle } from './flush-cycle';

/** Keeps lines, in their order, until they are wanted: what a pipeline of a client that does not aggregate writes to. */
export class DeferredWriter implements SeriesWriter {
  constructor(private readonly cycle: FlushCycle) {}

  counter(label: Label, sum: number, rate: number, at?: number): void {
    this.defer((writer) => writer.counter(label, sum, rate, at));
  }

  gauge(label: Label, value: number, rate: number, at?: number): void {
    this.defer((writer) => writer.gauge(label, value, rate, at));
  }

  gaugeDelta(label: Label, delta: number, rate: number): void {
    this.defer((writer) => writer.gaugeDelta(label, delta, rate));
  }

  samples(label: Label, values: ArrayLike<number>, count: number, rate: number): void {
    const copy = Array.from(values).slice(0, count);
    this.defer((writer) => writer.samples(label, copy, count, rate));
  }

  member(label: Label, member: string, rate: number): void {
    this.defer((writer) => writer.member(label, member, rate));
  }

  line(text: string): void {
    this.defer((writer) => writer.line(text));
  }

  block(bytes: Uint8Array, lines: number): void {
    this.defer((writer) => writer.block(bytes, lines));
  }

  /** There is no packet yet. */
  finish(): void {}

  private defer(write: (writer: SeriesWriter) => void): void {
    this.cycle.append(new DeferredEntry(write));
  }
}

class DeferredEntry extends Entry {
  constructor(readonly writeTo: (writer: SeriesWriter) => void) {
    super();
  }
}
