import { systemClock, type Clock } from '../common/clock';
import { StatsError } from '../common/stats-error';
import type { Tags } from '../common/tags';
import { createDialect, type ChosenDialect } from '../dialects/create-dialect';
import type { Transport } from '../transports/transport';
import type { TransportOptions } from '../transports/transport-options';
import { checkClientOptions } from './check-client-options';
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

/**
 * Checks all options and fills in what is left out.
 *
 * @throws StatsError `STATS_INVALID_OPTION`, with every wrong option in one message.
 */
export function resolveClientOptions(options: StatsClientOptions = {}): ResolvedClientOptions {
  const problems = checkClientOptions(options);
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
