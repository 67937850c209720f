import type { Ledger } from '../common/ledger';
import { durationText, numberText } from '../common/number-text';
import { withinRange } from '../common/within-range';
import type { Label } from '../dialects/label';
import type { SeriesWriter } from '../dialects/series-writer';
import { JsonBody, type JsonGroup } from './json-body';
import type { PacketSink } from './packet';
import type { PacketForm } from './packet-form';

/**
 * Writes series as bodies of JSON: one a flush, more where it is too long. Within a body counters of a name add up, also where the
 * client does not fold, gauges keep the last value and sets their members; the server does the same over several bodies.
 * Names and tags come in labels of the dialect `json`.
 *
 * The lines of such a packet are the values in it: one a counter or gauge, one a sample, one a member.
 */
export class JsonBodyWriter implements SeriesWriter {
  private body: JsonBody;

  constructor(
    private readonly form: PacketForm,
    private readonly sink: PacketSink,
    private readonly ledger: Ledger,
  ) {
    this.body = new JsonBody(form.maxBytes);
  }

  counter(label: Label, sum: number, rate: number): void {
    this.add(label.head, sum / rate);
    this.endLine();
  }

  gauge(label: Label, value: number): void {
    this.set(label.head, value);
    this.endLine();
  }

  /** The dialect `json` has no deltas: the client keeps the running value, and here it ends. */
  gaugeDelta(label: Label, delta: number): void {
    this.gauge(label, delta);
  }

  samples(label: Label, values: ArrayLike<number>, count: number): void {
    const isTimer = label.kind === 'timer';
    const write = isTimer ? durationText : numberText;
    const name = label.head;
    for (let i = 0; i < count; i += 1) {
      this.append(isTimer ? 'timers' : 'histograms', name, write(values[i] as number));
    }
    this.endLine();
  }

  member(label: Label, member: string): void {
    this.insert(label.head, JSON.stringify(member));
    this.endLine();
  }

  /** There are no lines in JSON: calls of `raw()` are refused before they come here. */
  line(): void {}

  /** Merges the body of a nested pipeline: what is the sum of its calls may well be added to other sums. */
  block(bytes: Uint8Array): void {
    const { counters, gauges, timers, histograms, sets } = JSON.parse(Buffer.from(bytes).toString()) as ParsedBody;
    each(counters, (name, sum) => this.add(name, sum));
    each(gauges, (name, value) => this.set(name, value));
    each(timers, (name, values) => values.forEach((value) => this.append('timers', name, durationText(value))));
    each(histograms, (name, values) => values.forEach((value) => this.append('histograms', name, numberText(value))));
    each(sets, (name, members) => members.forEach((member) => this.insert(name, JSON.stringify(member))));
  }

  finish(): void {
    this.emit(new JsonBody(this.form.maxBytes));
  }

  private add(name: string, count: number): void {
    this.place((body) => {
      const before = Number(body.get('counters', name) ?? 0);
      return body.set('counters', name, numberText(withinRange(before + count)));
    });
  }

  private set(name: string, value: number): void {
    this.place((body) => body.set('gauges', name, numberText(value)));
  }

  private append(group: JsonGroup, name: string, text: string): void {
    this.place((body) => body.append(group, name, text));
  }

  private insert(name: string, text: string): void {
    this.place((body) => body.insert(name, text));
  }

  /** Writes one value: into a new body where the current one has no room for it. */
  private place(write: (body: JsonBody) => boolean): void {
    if (write(this.body)) {
      return;
    }
    const next = new JsonBody(this.form.maxBytes);
    if (write(next)) {
      this.emit(next);
    } else {
      this.ledger.drop(
        'oversize',
        1,
        `A value was dropped: with its name it is longer than the ${this.form.maxBytes} bytes of a body (option maxPacketBytes).`,
      );
    }
  }

  /** Hands on what is in the body, and goes on with another. */
  private emit(next: JsonBody): void {
    const { body } = this;
    this.body = next;
    if (body.values > 0) {
      this.sink.push({ bytes: Buffer.from(body.toString()), lines: body.values });
    }
  }

  private endLine(): void {
    if (this.form.isLineAlone) {
      this.finish();
    }
  }
}

interface ParsedBody {
  counters?: Record<string, number>;
  gauges?: Record<string, number>;
  timers?: Record<string, number[]>;
  histograms?: Record<string, number[]>;
  sets?: Record<string, string[]>;
}

function each<T>(group: Record<string, T> | undefined, visit: (name: string, value: T) => void): void {
  for (const [name, value] of Object.entries(group ?? {})) {
    visit(name, value);
  }
}
