import type { Label } from '../dialects/label';
import type { SeriesWriter } from '../dialects/series-writer';
import { Entry } from './entry';

/** A finished line among the series: `raw()`, an event, a service check. */
export class LineEntry extends Entry {
  constructor(private readonly text: string) {
    super();
  }

  writeTo(writer: SeriesWriter): void {
    writer.line(this.text);
  }
}

/** The lines of a nested pipeline, which stay together. */
export class BlockEntry extends Entry {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly lines: number,
  ) {
    super();
  }

  writeTo(writer: SeriesWriter): void {
    writer.block(this.bytes, this.lines);
  }
}

/** A count or a gauge with a time of its own, which is never folded with others. */
export class TimedEntry extends Entry {
  constructor(
    private readonly label: Label,
    private readonly value: number,
    private readonly rate: number,
    private readonly at: number,
  ) {
    super();
  }

  writeTo(writer: SeriesWriter): void {
    if (this.label.kind === 'counter') {
      writer.counter(this.label, this.value, this.rate, this.at);
    } else {
      writer.gauge(this.label, this.value, this.rate, this.at);
    }
  }
}
