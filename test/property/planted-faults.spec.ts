import { assert, asyncProperty } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireDialect } from '../../lib/collector/wire-dialect';
import type { Dialect } from '../../lib/dialects/dialect';
import { DIALECTS } from '../../lib/dialects/dialects';
import { reserve } from '../../lib/dialects/reserve';
import { holdSession } from './support/hold-session';
import { withoutStacks } from './support/runs';
import { session } from './support/sessions';

withoutStacks();

/** A dialect with one fault in it, and what is found. */
type Fault = readonly [what: string, dialect: WireDialect, fault: Partial<Dialect>];

const reserved = (dialect: WireDialect, changes: Partial<Dialect['reserved']>): Partial<Dialect> => ({
  reserved: { ...DIALECTS[dialect].reserved, ...changes },
});

describe('the properties of the dialects find', () => {
  it.each<Fault>([
    ['a character that is not replaced in names', 'statsd', reserved('statsd', { name: reserve(':@ ') })],
    ['a control character that is not replaced', 'statsd', reserved('statsd', { name: /[|:@# ]/g })],
    ['one that is replaced for nothing', 'datadog', reserved('datadog', { name: reserve(':@#; ') })],
    ['one that is not replaced in keys', 'telegraf', reserved('telegraf', { tagKey: reserve(':@#,\\ ') })],
    ['one that is not replaced in values', 'datadog', reserved('datadog', { tagValue: reserve('') })],
    ['one that is not replaced at the end', 'telegraf', reserved('telegraf', { tagValue: reserve(':, ') })],
    ['one that is not replaced in members', 'statsd', reserved('statsd', { member: reserve('') })],
    ['tags that are not sorted', 'graphite', { label: DIALECTS.librato.label }],
    ['an empty value that is left out', 'statsd', { emptyTagValue: 'omit' }],
    ['an empty value that is written', 'prometheus', { emptyTagValue: 'key' }],
    ['a reserved key that is written', 'flyte', { reservedTagKeys: new Set<string>() }],
    ['a name that begins tags', 'flyte', { nameRewrite: { pattern: /\.__/g, replacement: '._' } }],
    ['a negative gauge that is a step down', 'statsd', { negativeGauges: 'as-is' }],
    ['a delta that the server does not know', 'datadog', { gaugeDeltas: true }],
    ['a rate that is not written', 'statsd', { rates: false }],
    ['a rate that is written', 'appfirst', { rates: true }],
    ['packed values that nobody reads', 'statsd', { packing: 'colon' }],
    ['values that are packed in another way', 'telegraf', { packing: 'colon' }],
    ['fractions where whole numbers are due', 'appfirst', { wholeNumbers: false }],
    ['whole numbers where fractions are due', 'plain', { wholeNumbers: true }],
    ['another separator', 'plain', { separator: '::' }],
    ['a kind that is written as another', 'prometheus', { types: { ...DIALECTS.prometheus.types, histogram: 'ms' } }],
    ['a kind that is not written', 'plain', { types: { ...DIALECTS.plain.types, set: null } }],
  ])(
    '%s (%s)',
    async (_what, dialect, fault) => {
      const property = asyncProperty(session, (given) =>
        holdSession(given, dialect, { ...DIALECTS[dialect], ...fault }),
      );
      await expect(assert(property, { numRuns: 10_000, endOnFailure: true })).rejects.toThrow('Property failed');
    },
    60_000,
  );
});
