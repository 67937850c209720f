import type { MetricKind } from '../../../lib/collector/parsed-line';
import type { WireDialect } from '../../../lib/collector/wire-dialect';
import type { GivenTags, Method, Session, Step } from './sessions';
import { cleaned, cleanedValue, fullName, isKept, WIRE_RULES, type WireRules } from './wire-table';

/** One value as it has to arrive. */
export interface Meant {
  readonly kind: MetricKind;
  readonly name: string;
  readonly tags: readonly (readonly [string, string])[];
  readonly rate: number;
  readonly value: number | string;
  readonly delta: boolean;
  /** Told to a millionth only. */
  readonly isDuration: boolean;
}

/** What has to become of the calls of a session. */
export interface Meaning {
  /** In the order in which they leave. */
  readonly values: readonly Meant[];
  readonly calls: number;
  readonly recorded: number;
  readonly sampledOut: number;
  readonly invalid: number;
  readonly unsupported: number;
}

/** What `random()` says in every session: a rate from here on keeps the call. */
export const DRAW = 0.3;

type TagMap = ReadonlyMap<string, string>;
type OwnKind = 'counter' | 'gauge' | 'timer' | 'histogram' | 'distribution' | 'set';

const KIND_OF: Readonly<Record<Method, OwnKind>> = {
  incr: 'counter',
  decr: 'counter',
  gauge: 'gauge',
  gaugeDelta: 'gauge',
  timing: 'timer',
  histogram: 'histogram',
  distribution: 'distribution',
  set: 'set',
};

interface Kept {
  readonly method: Method;
  readonly kind: OwnKind;
  readonly name: string;
  readonly tags: TagMap;
  readonly value: number | string;
  readonly rate: number;
}

/** What is gathered under one kind, name and set of tags until it is written. */
interface Gathered {
  readonly first: Kept;
  readonly calls: Kept[];
}

/** What waits in a client or pipeline, in the order of the first touch; a block is what a pipeline has left there. */
type Waiting = (Gathered | { readonly block: readonly Meant[] })[];

/** Where a step stands. */
interface Place {
  readonly scopes: readonly string[];
  readonly tags: TagMap;
  /** What is gathered; of a client that does not aggregate every call for itself. */
  readonly waiting: Waiting;
}

/** Works out what a session means, from the description of the formats and of the calls alone. */
export class Model {
  private readonly rules: WireRules;
  private readonly running = new Map<string, number>();
  private readonly sent: Meant[] = [];
  private readonly counts = { calls: 0, recorded: 0, sampledOut: 0, invalid: 0, unsupported: 0 };

  constructor(
    private readonly dialect: WireDialect,
    private readonly session: Session,
    changes: Partial<WireRules> = {},
  ) {
    this.rules = { ...WIRE_RULES[dialect], ...changes };
  }

  meaning(): Meaning {
    const { prefix, tags, aggregate, steps } = this.session;
    const waiting: Waiting = [];
    const client: Place = { scopes: [prefix], tags: this.merge(new Map(), tags), waiting };
    for (const step of steps) {
      this.run(step, client, undefined);
      if (!aggregate) {
        this.sent.push(...this.written(waiting.splice(0)));
      }
    }
    this.sent.push(...this.written(waiting));
    return { values: this.sent, ...this.counts };
  }

  private run(step: Step, place: Place, outer: Place | undefined): void {
    if (step.do === 'call') {
      this.call(step, place);
    } else if (step.do === 'scope') {
      const inner = { ...place, scopes: [...place.scopes, step.name], tags: this.merge(place.tags, step.tags) };
      step.steps.forEach((each) => this.runAndFlush(each, inner, outer));
    } else {
      const pipe: Place = { ...place, waiting: [] };
      step.steps.forEach((each) => this.run(each, pipe, pipe));
      if (pipe.waiting.length === 0) {
        return;
      }
      if (outer === undefined) {
        this.sent.push(...this.written(pipe.waiting));
      } else {
        this.finishGauges(place.waiting);
        place.waiting.push({ block: this.written(pipe.waiting) });
      }
    }
  }

  /** What a gauge was set to before a block is written before it. */
  private finishGauges(waiting: Waiting): void {
    waiting.forEach((entry, at) => {
      if (this.session.aggregate && 'first' in entry && entry.first.kind === 'gauge') {
        waiting[at] = { block: this.writeSeries(entry) };
      }
    });
  }

  /** Direct calls of a client that does not aggregate are written before what comes after them. */
  private runAndFlush(step: Step, place: Place, outer: Place | undefined): void {
    this.run(step, place, outer);
    if (!this.session.aggregate && outer === undefined) {
      this.sent.push(...this.written(place.waiting.splice(0)));
    }
  }

  private call({ method, name, value, tags, rate }: Step & { do: 'call' }, place: Place): void {
    this.counts.calls += 1;
    if (name === '') {
      this.counts.invalid += 1;
      return;
    }
    if (method === 'set' && !this.rules.sets) {
      this.counts.unsupported += 1;
      return;
    }
    const meant = method === 'set' ? memberOf(value) : numberOf(method, value);
    if (meant === undefined) {
      this.counts.invalid += 1;
      return;
    }
    const kept = rate === undefined ? 1 : shareOf(rate);
    if (kept === undefined) {
      this.counts.invalid += 1;
    } else if (kept < DRAW) {
      this.counts.sampledOut += 1;
    } else {
      this.counts.recorded += 1;
      this.gather(
        {
          method,
          kind: KIND_OF[method],
          name: fullName(this.dialect, place.scopes, name),
          tags: this.merge(place.tags, tags),
          value: meant,
          rate: kept,
        },
        place.waiting,
      );
    }
  }

  private gather(call: Kept, waiting: Waiting): void {
    const key = this.keyOf(call);
    const known = waiting.find(
      (entry): entry is Gathered =>
        'first' in entry && entry.first.kind === call.kind && this.keyOf(entry.first) === key,
    );
    if (known === undefined || !this.session.aggregate) {
      waiting.push({ first: call, calls: [call] });
      this.settleRunning(call);
    } else {
      known.calls.push(call);
    }
  }

  private written(waiting: Waiting): Meant[] {
    return waiting.flatMap((entry) => ('block' in entry ? entry.block : this.writeSeries(entry)));
  }

  private writeSeries({ first, calls }: Gathered): Meant[] {
    const { aggregate } = this.session;
    const lines = (kind: MetricKind, value: number | string, rate: number, delta = false): Meant => ({
      kind,
      ...this.place(first),
      rate: this.rules.rates ? rate : 1,
      value: typeof value === 'number' ? value + 0 : value,
      delta,
      isDuration: first.kind === 'timer' && !this.rules.whole,
    });
    const last = calls.at(-1) as Kept;
    switch (first.kind) {
      case 'counter': {
        const isScaled = aggregate || !this.rules.rates;
        const sum = calls.reduce(
          (total, { value, rate }) => total + (isScaled && rate !== 1 ? Number(value) / rate : Number(value)),
          0,
        );
        return [lines('counter', this.whole(clamped(sum)), aggregate ? 1 : last.rate)];
      }
      case 'gauge':
        return this.writeGauge(first, calls, (value, rate, delta) => lines('gauge', value, rate, delta));
      case 'set': {
        const members = new Map(calls.map(({ value, rate }) => [value, rate]));
        return [...members].map(([member, rate]) => lines('set', member, rate));
      }
      case 'timer':
      case 'histogram':
      case 'distribution': {
        const kind = first.kind === 'timer' ? 'timer' : this.rules[first.kind];
        const rates = new Set(calls.map(({ rate }) => rate));
        return [...rates].flatMap((rate) =>
          calls.filter((call) => call.rate === rate).map(({ value }) => lines(kind, this.whole(Number(value)), rate)),
        );
      }
    }
  }

  private writeGauge(
    first: Kept,
    calls: readonly Kept[],
    line: (value: number, rate: number, delta: boolean) => Meant,
  ): Meant[] {
    const { rate } = calls.at(-1) as Kept;
    const isAbsolute = calls.some(({ method }) => method === 'gauge');
    let value = calls.reduce((total, call) => Number(call.value) + (call.method === 'gauge' ? 0 : total), 0);
    value = clamped(value);
    if (!this.rules.deltas) {
      const key = this.keyOf(first);
      if (this.session.aggregate) {
        value = isAbsolute ? value : clamped((this.running.get(key) ?? 0) + value);
        this.running.set(key, value);
      } else {
        value = this.settled.get(first) ?? value;
      }
      return [line(value, rate, false)];
    }
    if (!isAbsolute) {
      return [line(value, rate, true)];
    }
    return value < 0 && this.rules.zeroFirst ? [line(0, 1, false), line(value, 1, true)] : [line(value, rate, false)];
  }

  /** Without folding a running value is what it is when the call is made, not when its line is written. */
  private readonly settled = new Map<Kept, number>();

  private settleRunning(call: Kept): void {
    if (this.session.aggregate || this.rules.deltas || call.kind !== 'gauge') {
      return;
    }
    const key = this.keyOf(call);
    const before = call.method === 'gauge' ? 0 : (this.running.get(key) ?? 0);
    const value = clamped(before + Number(call.value));
    this.running.set(key, value);
    this.settled.set(call, value);
  }

  private whole(value: number): number {
    return this.rules.whole ? Math.round(value) : value;
  }

  private place({ name, tags }: Kept): Pick<Meant, 'name' | 'tags'> {
    const pairs = this.pairs(tags);
    return this.rules.tags === 'name-parts'
      ? { name: [name, ...pairs.map(([, value]) => value)].join('.'), tags: [] }
      : { name, tags: this.rules.sorted ? pairs.sort(([a], [b]) => byCodePoint(a, b)) : pairs };
  }

  private keyOf({ name, tags }: Kept): string {
    return JSON.stringify([name, this.pairs(tags).sort(([a], [b]) => byCodePoint(a, b))]);
  }

  private pairs(tags: TagMap): [string, string][] {
    return [...tags].filter(([, value]) => value !== '' || this.rules.bareKeys);
  }

  private merge(inherited: TagMap, given: GivenTags): TagMap {
    const merged = new Map(inherited);
    for (const [rawKey, value] of Object.entries(given ?? {})) {
      const key = cleaned(rawKey, this.rules.inKeys);
      if (key === '') {
        continue;
      }
      if (value === null || value === undefined) {
        merged.delete(key);
      } else if (isTagValue(value) && isKept(this.dialect, key)) {
        merged.set(key, cleanedValue(this.dialect, String(value)));
      }
    }
    return merged;
  }
}

function isTagValue(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function numberOf(method: Method, value: unknown): number | undefined {
  if (value === undefined && (method === 'incr' || method === 'decr')) {
    return method === 'incr' ? 1 : -1;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return undefined;
  }
  return method === 'decr' ? -value : value;
}

function memberOf(value: unknown): string | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? plainDigits(value) : undefined;
  }
  return typeof value === 'string' && value !== '' ? cleaned(value, ':') : undefined;
}

/** The share of calls that are kept; `undefined` for what is no rate. */
function shareOf(rate: unknown): number | undefined {
  return typeof rate === 'number' && rate >= 0 ? Math.min(rate, 1) : undefined;
}

function clamped(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

/** JavaScript's shortest digits, with the point where the exponent says. */
function plainDigits(value: number): string {
  const [mantissa = '', exponent] = String(value + 0).split('e');
  if (exponent === undefined) {
    return mantissa;
  }
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d)(?:\.(\d+))?$/.exec(mantissa) ?? [];
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${whole.padStart(-shift, '0')}${fraction}`
    : `${sign}${whole}${fraction.padEnd(shift, '0')}`;
}

function byCodePoint(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  const differing = left.findIndex((code, i) => code !== right[i]);
  return differing === -1 ? left.length - right.length : (left[differing] ?? 0) - (right[differing] ?? -1);
}
