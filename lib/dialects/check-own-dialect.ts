import { show } from '../common/show';
import type { Dialect } from './dialect';
import { SERIES_KINDS } from './series-kind';

/** What the value of a key has to be, in words and as a check. */
type Rule = readonly [expected: string, accepts: (value: unknown) => boolean];

const oneOf = (...values: string[]): Rule => [
  values.map((value) => JSON.stringify(value)).join(' or '),
  (value) => values.includes(value as string),
];
const optional = ([expected, accepts]: Rule): Rule => [
  `${expected}, or left out`,
  (value) => value === undefined || accepts(value),
];

const TEXT: Rule = ['a string that is not empty', (value) => typeof value === 'string' && value !== ''];
const STRING: Rule = ['a string', (value) => typeof value === 'string'];
const BOOLEAN: Rule = ['true or false', (value) => typeof value === 'boolean'];
const FUNCTION: Rule = ['a function', (value) => typeof value === 'function'];
const OBJECT: Rule = ['an object', (value) => typeof value === 'object' && value !== null];
const PATTERN: Rule = ['a RegExp with the flag g', (value) => value instanceof RegExp && value.global];
const TYPE: Rule = [
  'the letters of a type, or null where there is none',
  (value) => value === null || (typeof value === 'string' && /^[^|:\p{Cc}]+$/u.test(value)),
];

const RULES: Readonly<Record<keyof Dialect, Rule>> = {
  name: TEXT,
  types: OBJECT,
  reserved: OBJECT,
  nameRewrite: optional(OBJECT),
  reservedTagKeys: optional(['a Set', (value) => value instanceof Set]),
  emptyTagValue: oneOf('key', 'omit'),
  label: FUNCTION,
  packing: oneOf('none', 'colon', 'comma', 'repeat'),
  rates: BOOLEAN,
  gaugeDeltas: BOOLEAN,
  negativeGauges: oneOf('zero-first', 'as-is'),
  separator: oneOf('\n', '::'),
  wholeNumbers: optional(BOOLEAN),
  time: optional(OBJECT),
  event: optional(FUNCTION),
  serviceCheck: optional(FUNCTION),
};

const INNER_RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  types: Object.fromEntries(SERIES_KINDS.map((kind) => [kind, TYPE])),
  reserved: { name: PATTERN, tagKey: PATTERN, tagValue: PATTERN, member: PATTERN },
  nameRewrite: { pattern: PATTERN, replacement: STRING },
  time: { prefix: STRING, on: oneOf('request', 'every-gauge') },
};

/**
 * What is wrong with a dialect of one's own, as complete sentences; empty when nothing is. Keys that mean nothing here are not among them: the object may
 * have fields for itself.
 */
export function checkOwnDialect(dialect: object): string[] {
  const problems = unmet(dialect, RULES, 'dialect');
  for (const [key, rules] of Object.entries(INNER_RULES)) {
    const inner: unknown = Reflect.get(dialect, key);
    if (typeof inner === 'object' && inner !== null) {
      problems.push(...unmet(inner, rules, `dialect.${key}`));
    }
  }
  return problems;
}

function unmet(given: object, rules: Readonly<Record<string, Rule>>, path: string): string[] {
  return Object.entries(rules)
    .map(([key, [expected, accepts]]) => ({ key, expected, accepts, value: Reflect.get(given, key) as unknown }))
    .filter(({ accepts, value }) => !accepts(value))
    .map(({ key, expected, value }) => `Expected \`${path}.${key}\` to be ${expected}, got ${show(value)}.`);
}
