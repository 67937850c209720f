import { checkDialect } from '../dialects/create-dialect';
import { checkTransport } from '../transports/check-transport';
import { BOOLEAN, FUNCTION, oneOf, type Expectation } from '../transports/expectation';
import { checkEach, checkGroup, isObject } from './check-options';
import type { StatsClientOptions } from './stats-client-options';

// The longest delay that the runtime's timers keep; longer ones fire at once.
const LONGEST_MS = 2_147_483_647;

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;

const STRING: Expectation = { expected: 'a string', accepts: (value) => typeof value === 'string' };
const WHOLE: Expectation = { expected: 'a whole number from 1', accepts: isWhole };
const WHOLE_OR_INFINITE: Expectation = {
  expected: 'a whole number from 1, or Infinity',
  accepts: (value) => isWhole(value) || value === Infinity,
};
const MS: Expectation = {
  expected: `a number of milliseconds from 0 to ${LONGEST_MS}`,
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_MS,
};
const INTERVAL: Expectation = {
  ...MS,
  expected: `a number of milliseconds above 0 and up to ${LONGEST_MS}`,
  accepts: (value) => MS.accepts(value) && value !== 0,
};
const TAGS: Expectation = {
  expected: 'an object of strings, numbers and booleans',
  accepts: (value) =>
    isObject(value) &&
    Object.values(value).every((tag) => tag == null || ['string', 'number', 'boolean'].includes(typeof tag)),
};
const CLOCK: Expectation = {
  expected: 'an object with the functions wall and monotonic',
  accepts: (value) =>
    isObject(value) && typeof value['wall'] === 'function' && typeof value['monotonic'] === 'function',
};
const OVERFLOW = oneOf('drop-oldest', 'drop-newest');

const EXPECTATIONS = {
  enabled: BOOLEAN,
  prefix: STRING,
  tags: TAGS,
  aggregate: BOOLEAN,
  flushIntervalMs: MS,
  maxPacketBytes: WHOLE,
  maxSeries: WHOLE,
  maxSamples: WHOLE_OR_INFINITE,
  shutdownTimeoutMs: MS,
  random: FUNCTION,
  clock: CLOCK,
  onError: FUNCTION,
} as const satisfies Partial<Record<keyof StatsClientOptions, Expectation>>;

const QUEUE_EXPECTATIONS = { maxBytes: WHOLE, overflow: OVERFLOW };
const TELEMETRY_EXPECTATIONS = { intervalMs: INTERVAL, prefix: STRING };

/** Every option that may be given, for those who add options of their own. */
export const CLIENT_OPTION_NAMES: readonly string[] = [
  ...Object.keys(EXPECTATIONS),
  'transport',
  'dialect',
  'queue',
  'telemetry',
];

/** What is wrong with the options of a client, as complete sentences; empty when nothing is. */
export function checkClientOptions(given: unknown): string[] {
  if (!isObject(given)) {
    return ['Expected the options to be an object.'];
  }
  const problems = [
    ...Object.keys(given)
      .filter((name) => !CLIENT_OPTION_NAMES.includes(name))
      .map((name) => `Unknown option \`${name}\`.`),
    ...checkEach(EXPECTATIONS, given),
    ...checkTransport(given['transport']),
    ...checkDialect(given['dialect']),
    ...checkGroup('queue', QUEUE_EXPECTATIONS, given['queue']),
  ];
  if (typeof given['telemetry'] !== 'boolean') {
    problems.push(...checkGroup('telemetry', TELEMETRY_EXPECTATIONS, given['telemetry']));
  }
  if (given['flushIntervalMs'] === 0 && given['aggregate'] !== false) {
    problems.push('Expected `flushIntervalMs` to be above 0 with `aggregate: true`, got 0.');
  }
  return problems;
}
