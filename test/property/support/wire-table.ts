import type { MetricKind } from '../../../lib/collector/parsed-line';
import type { WireDialect } from '../../../lib/collector/wire-dialect';

/**
 * What `wire-formats.md` says of each dialect, written down once more and in another way than in `lib/dialects`: the model that
 * the properties hold the library against.
 */
export interface WireRules {
  /** The kinds as which histograms and distributions are written, and whether there are sets. */
  readonly histogram: MetricKind;
  readonly distribution: MetricKind;
  readonly sets: boolean;
  readonly rates: boolean;
  readonly deltas: boolean;
  readonly zeroFirst: boolean;
  readonly whole: boolean;
  readonly separator: '\n' | '::';
  /** Characters that become `_`, besides control characters and `|`. */
  readonly inNames: string;
  readonly inKeys: string;
  readonly inValues: string;
  /** Where tags go: into pairs, or, their values only, into the name. */
  readonly tags: 'pairs' | 'name-parts';
  readonly sorted: boolean;
  readonly bareKeys: boolean;
}

const BASE: WireRules = {
  histogram: 'timer',
  distribution: 'timer',
  sets: true,
  rates: true,
  deltas: true,
  zeroFirst: true,
  whole: false,
  separator: '\n',
  inNames: ':@# ',
  inKeys: '',
  inValues: '',
  tags: 'pairs',
  sorted: false,
  bareKeys: false,
};

const PLAIN: WireRules = { ...BASE, inValues: '.:@# ', tags: 'name-parts' };

export const WIRE_RULES: Readonly<Record<WireDialect, WireRules>> = {
  statsd: { ...BASE, inKeys: ':,#@ ', inValues: ',;', bareKeys: true },
  plain: PLAIN,
  datadog: {
    ...BASE,
    histogram: 'histogram',
    distribution: 'distribution',
    deltas: false,
    zeroFirst: false,
    inKeys: ':,#@ ',
    inValues: ',',
    bareKeys: true,
  },
  telegraf: {
    ...BASE,
    histogram: 'histogram',
    distribution: 'histogram',
    inNames: ':@#,=\\ ',
    inKeys: ':@#,=\\ ',
    inValues: ':, ',
    sorted: true,
  },
  graphite: { ...BASE, inNames: ':@#; ', inKeys: ':;!^= ', inValues: ';: ', sorted: true },
  prometheus: {
    ...BASE,
    histogram: 'histogram',
    distribution: 'distribution',
    sets: false,
    inKeys: ':,#@ ',
    inValues: ',',
  },
  librato: { ...BASE, inNames: ':@#,= ', inKeys: ':@#,= ', inValues: ',: ' },
  signalfx: { ...BASE, inNames: ':@#[],= ', inKeys: ':@#[],= ', inValues: '[],: ' },
  flyte: { ...BASE, inKeys: '.=: ', inValues: '.:', sorted: true },
  sprockets: { ...PLAIN, sets: false },
  appfirst: {
    ...PLAIN,
    sets: false,
    rates: false,
    deltas: false,
    zeroFirst: false,
    whole: true,
    separator: '::',
  },
};

const FLYTE_KEYS = 'asg az backend canary host period region shard window source'.split(' ');

/** The keys of tags that a dialect leaves out. */
export function isKept(dialect: WireDialect, key: string): boolean {
  return dialect !== 'flyte' || !FLYTE_KEYS.includes(key);
}

/** The text with what is reserved, control characters and `|` replaced, and what is no Unicode as UTF-8 writes it. */
export function cleaned(text: string, reserved: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const isHalf = code >= 0xd800 && code < 0xe000;
    result += isControl || character === '|' || reserved.includes(character) ? '_' : isHalf ? '\ufffd' : character;
  }
  return result;
}

export function cleanedValue(dialect: WireDialect, text: string): string {
  const value = cleaned(text, WIRE_RULES[dialect].inValues);
  if (dialect === 'telegraf' && value.endsWith('\\')) {
    return `${value.slice(0, -1)}_`;
  }
  return dialect === 'graphite' && value.startsWith('~') ? `_${value.slice(1)}` : value;
}

/** The name with all that stands before it. */
export function fullName(dialect: WireDialect, scopes: readonly string[], own: string): string {
  const trimmed = scopes.map((scope) => (scope.endsWith('.') ? scope.slice(0, -1) : scope));
  const name = [...trimmed, own].filter((part) => part !== '').join('.');
  const clean = cleaned(name, WIRE_RULES[dialect].inNames);
  return dialect === 'flyte' ? flyteName(clean) : clean;
}

/** Two underscores and more at the start of a part are one, but for the first part of all. */
function flyteName(name: string): string {
  const [first = '', ...rest] = name.split('.');
  return [first, ...rest.map((part) => (part.startsWith('__') ? part.replace(/^_+/, '_') : part))].join('.');
}
