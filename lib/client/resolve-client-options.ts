import { systemClock, type Clock } from '../common/clock';
import { StatsError } from '../common/stats-error';
import type { Tags } from '../common/tags';
import { checkDialect, createDialect, type ChosenDialect } from '../dialects/create-dialect';
import { checkTransport } from '../transports/check-transport';
import { unmet, type Expectation } from '../transports/expectation';
import type { Transport } from '../transports/transport';
import type { TransportOptions } from '../transports/transport-options';
import type { StatsClientOptions } from './stats-client-options';

/** The options of a client, every one of them decided. */
export interface ResolvedClientOptions {
  readonly enabled: boolean;
  readonly prefix: string;
  readonly tags: Tags;
  readonly transport: string | TransportOptions | Transport;
  readonly dialect: ChosenDialect;
  readonly aggregate: boolean;
  readonly flushIntervalMs: number;
  /** `undefined`: what suits the transport. */
  readonly maxPacketBytes: number | undefined;
  readonly maxSeries: number;
  readonly maxSamples: number;
  readonly queue: { readonly maxBytes: number; readonly overflow: 'drop-oldest' | 'drop-newest' };
  readonly shutdownTimeoutMs: number;
  readonly telemetry: { readonly intervalMs: number; readonly prefix: string } | undefined;
  readonly random: () => number;
  readonly clock: Clock;
  readonly onError: (error: StatsError) => void;
}

const DEFAULTS = {
  enabled: true,
  prefix: '',
  tags: {},
  transport: 'udp://127.0.0.1:8125',
  dialect: 'statsd',
  aggregate: true,
  maxSeries: 10_000,
  maxSamples: 1_000,
  queue: { maxBytes: 4 * 1024 * 1024, overflow: 'drop-oldest' },
  shutdownTimeoutMs: 3_000,
  telemetry: { intervalMs: 10_000, prefix: 'stats.client' },
  random: Math.random,
  clock: systemClock,
  onError: (error: StatsError): void => process.emitWarning(error.message, { type: 'StatsWarning', code: error.code }),
} as const;

const FLUSH_INTERVAL_MS = { aggregated: 2_000, unaggregated: 100 } as const;

// The longest delay that the runtime's timers keep; longer ones fire at once.
const LONGEST_MS = 2_147_483_647;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;

const BOOLEAN: Expectation = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' };
const STRING: Expectation = { expected: 'a string', accepts: (value) => typeof value === 'string' };
const FUNCTION: Expectation = { expected: 'a function', accepts: (value) => typeof value === 'function' };
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
const OVERFLOW: Expectation = {
  expected: "'drop-oldest' or 'drop-newest'",
  accepts: (value) => value === 'drop-oldest' || value === 'drop-newest',
};

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

/**
 * Checks all options and fills in what is left out.
 *
 * @throws StatsError `STATS_INVALID_OPTION`, with every wrong option in one message.
 */
export function resolveClientOptions(options: StatsClientOptions = {}): ResolvedClientOptions {
  const problems = findProblems(options);
  if (problems.length > 0) {
    throw new StatsError('STATS_INVALID_OPTION', problems.join('\n'));
  }
  const aggregate = options.aggregate ?? DEFAULTS.aggregate;
  return {
    enabled: options.enabled ?? DEFAULTS.enabled,
    prefix: options.prefix ?? DEFAULTS.prefix,
    tags: options.tags ?? DEFAULTS.tags,
    transport: options.transport ?? DEFAULTS.transport,
    dialect: createDialect(options.dialect ?? DEFAULTS.dialect),
    aggregate,
    flushIntervalMs: options.flushIntervalMs ?? FLUSH_INTERVAL_MS[aggregate ? 'aggregated' : 'unaggregated'],
    maxPacketBytes: options.maxPacketBytes,
    maxSeries: options.maxSeries ?? DEFAULTS.maxSeries,
    maxSamples: options.maxSamples ?? DEFAULTS.maxSamples,
    queue: {
      maxBytes: options.queue?.maxBytes ?? DEFAULTS.queue.maxBytes,
      overflow: options.queue?.overflow ?? DEFAULTS.queue.overflow,
    },
    shutdownTimeoutMs: options.shutdownTimeoutMs ?? DEFAULTS.shutdownTimeoutMs,
    telemetry: resolveTelemetry(options.telemetry),
    random: options.random ?? DEFAULTS.random,
    clock: options.clock ?? DEFAULTS.clock,
    onError: options.onError ?? DEFAULTS.onError,
  };
}

function resolveTelemetry(telemetry: StatsClientOptions['telemetry']): ResolvedClientOptions['telemetry'] {
  if (telemetry === undefined || telemetry === false) {
    return undefined;
  }
  const given = telemetry === true ? {} : telemetry;
  return {
    intervalMs: given.intervalMs ?? DEFAULTS.telemetry.intervalMs,
    prefix: given.prefix ?? DEFAULTS.telemetry.prefix,
  };
}

function findProblems(options: StatsClientOptions): string[] {
  const given: unknown = options;
  if (!isObject(given)) {
    return ['Expected the options to be an object.'];
  }
  const problems = [
    ...Object.keys(given)
      .filter((name) => !CLIENT_OPTION_NAMES.includes(name))
      .map((name) => `Unknown option \`${name}\`.`),
    ...checkEach(EXPECTATIONS, given, ''),
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

function checkGroup(name: string, expectations: Record<string, Expectation>, given: unknown): string[] {
  if (given === undefined) {
    return [];
  }
  if (!isObject(given)) {
    return [unmet(name, { expected: 'an object', accepts: isObject }, given)];
  }
  return [
    ...Object.keys(given)
      .filter((key) => !Object.hasOwn(expectations, key))
      .map((key) => `Unknown option \`${name}.${key}\`.`),
    ...checkEach(expectations, given, `${name}.`),
  ];
}

function checkEach(expectations: Record<string, Expectation>, given: Record<string, unknown>, path: string): string[] {
  return Object.entries(expectations)
    .filter(([name, expectation]) => given[name] !== undefined && !expectation.accepts(given[name]))
    .map(([name, expectation]) => unmet(path + name, expectation, given[name]));
}
