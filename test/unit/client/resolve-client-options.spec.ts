import { describe, expect, it } from 'vitest';
import { CLIENT_OPTION_NAMES } from '../../../lib/client/check-client-options';
import { resolveClientOptions } from '../../../lib/client/resolve-client-options';
import { StatsClient } from '../../../lib/client/stats-client';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import { systemClock } from '../../../lib/common/clock';
import { StatsError } from '../../../lib/common/stats-error';
import { DIALECTS } from '../../../lib/dialects/dialects';
import { MemoryTransport } from '../../../lib/transports/memory-transport';

function messageOf(options: unknown): string {
  try {
    resolveClientOptions(options as StatsClientOptions);
  } catch (error) {
    if (error instanceof StatsError && error.code === 'STATS_INVALID_OPTION') {
      return error.message;
    }
    throw error;
  }
  return '';
}

describe('defaults', () => {
  const defaults = {
    enabled: true,
    prefix: '',
    tags: {},
    transport: 'udp://127.0.0.1:8125',
    dialect: { dialect: DIALECTS['statsd'], tags: true },
    aggregate: true,
    flushIntervalMs: 2_000,
    maxPacketBytes: undefined,
    maxSeries: 10_000,
    maxSamples: 1_000,
    queue: { maxBytes: 4_194_304, overflow: 'drop-oldest' },
    shutdownTimeoutMs: 3_000,
    telemetry: undefined,
    random: Math.random,
    clock: systemClock,
    onError: expect.any(Function) as () => void,
  };

  it('fill in what is left out', () => {
    expect(resolveClientOptions()).toEqual(defaults);
    expect(resolveClientOptions({})).toEqual(defaults);
  });

  it('fill in what is undefined', () => {
    const nothing = Object.fromEntries(CLIENT_OPTION_NAMES.map((name) => [name, undefined]));
    expect(resolveClientOptions(nothing)).toEqual(defaults);
    expect(resolveClientOptions({ queue: { maxBytes: undefined, overflow: undefined } }).queue).toEqual(defaults.queue);
  });

  it('depend on aggregation where the interval is concerned', () => {
    expect(resolveClientOptions({ aggregate: false }).flushIntervalMs).toBe(100);
    expect(resolveClientOptions({ aggregate: false, flushIntervalMs: 0 }).flushIntervalMs).toBe(0);
  });

  it.each([
    [false, undefined],
    [true, { intervalMs: 10_000, prefix: 'stats.client' }],
    [{}, { intervalMs: 10_000, prefix: 'stats.client' }],
    [{ intervalMs: 5 }, { intervalMs: 5, prefix: 'stats.client' }],
    [{ prefix: 'x' }, { intervalMs: 10_000, prefix: 'x' }],
  ])('make of the telemetry %o: %o', (telemetry, resolved) => {
    expect(resolveClientOptions({ telemetry }).telemetry).toEqual(resolved);
  });
});

it('takes what is given', () => {
  const given = {
    enabled: false,
    prefix: 'app',
    tags: { a: 1, b: true, c: 'x', d: null, e: undefined },
    transport: new MemoryTransport(),
    aggregate: false,
    flushIntervalMs: 0.5,
    maxPacketBytes: 1,
    maxSeries: 1,
    maxSamples: Infinity,
    queue: { maxBytes: 1, overflow: 'drop-newest' },
    shutdownTimeoutMs: 0,
    random: () => 0,
    clock: { wall: () => 0, monotonic: () => 0 },
    onError: () => {},
  } as const;
  expect(resolveClientOptions(given)).toEqual({
    ...given,
    dialect: { dialect: DIALECTS['statsd'], tags: true },
    telemetry: undefined,
  });
});

describe('wrong options', () => {
  it.each([
    ['enabled', 'yes', "Expected `enabled` to be true or false, got 'yes'."],
    ['prefix', 5, 'Expected `prefix` to be a string, got 5.'],
    ['prefix', null, 'Expected `prefix` to be a string, got null.'],
    ['tags', ['a:1'], 'Expected `tags` to be an object of strings, numbers and booleans, got an array.'],
    ['tags', { a: {} }, 'Expected `tags` to be an object of strings, numbers and booleans, got an object.'],
    ['aggregate', 1, 'Expected `aggregate` to be true or false, got 1.'],
    ['flushIntervalMs', -1, 'Expected `flushIntervalMs` to be a number of milliseconds from 0 to 2147483647, got -1.'],
    [
      'flushIntervalMs',
      NaN,
      'Expected `flushIntervalMs` to be a number of milliseconds from 0 to 2147483647, got NaN.',
    ],
    ['flushIntervalMs', 0, 'Expected `flushIntervalMs` to be above 0 with `aggregate: true`, got 0.'],
    ['maxPacketBytes', 0, 'Expected `maxPacketBytes` to be a whole number from 1, got 0.'],
    ['maxPacketBytes', 1.5, 'Expected `maxPacketBytes` to be a whole number from 1, got 1.5.'],
    ['maxSeries', Infinity, 'Expected `maxSeries` to be a whole number from 1, got Infinity.'],
    ['maxSamples', 0, 'Expected `maxSamples` to be a whole number from 1, or Infinity, got 0.'],
    ['queue', 5, 'Expected `queue` to be an object, got 5.'],
    ['queue', { maxBytes: 0 }, 'Expected `queue.maxBytes` to be a whole number from 1, got 0.'],
    ['queue', { overflow: 'block' }, "Expected `queue.overflow` to be 'drop-oldest' or 'drop-newest', got 'block'."],
    ['queue', { size: 1 }, 'Unknown option `queue.size`.'],
    [
      'shutdownTimeoutMs',
      Infinity,
      'Expected `shutdownTimeoutMs` to be a number of milliseconds from 0 to 2147483647, got Infinity.',
    ],
    ['telemetry', 'on', "Expected `telemetry` to be an object, got 'on'."],
    [
      'telemetry',
      { intervalMs: 0 },
      'Expected `telemetry.intervalMs` to be a number of milliseconds above 0 and up to 2147483647, got 0.',
    ],
    ['telemetry', { prefix: 5 }, 'Expected `telemetry.prefix` to be a string, got 5.'],
    ['random', 4, 'Expected `random` to be a function, got 4.'],
    ['clock', Date, 'Expected `clock` to be an object with the functions wall and monotonic, got a function.'],
    [
      'clock',
      { wall: () => 0 },
      'Expected `clock` to be an object with the functions wall and monotonic, got an object.',
    ],
    ['onError', 'log', "Expected `onError` to be a function, got 'log'."],
    ['interval', 5, 'Unknown option `interval`.'],
  ])('%s: %o', (name, value, message) => {
    expect(messageOf({ [name]: value })).toBe(message);
  });

  it.each([[null], ['udp://127.0.0.1'], [5], [[]], [() => {}]])('given as %o', (options) => {
    expect(messageOf(options)).toBe('Expected the options to be an object.');
  });

  it('are all named at once, in one error', () => {
    const wrong = {
      enabled: 1,
      prefix: 1,
      tags: 1,
      transport: 'ftp://server',
      dialect: 'klingon',
      aggregate: 1,
      flushIntervalMs: '1',
      maxPacketBytes: '1',
      maxSeries: '1',
      maxSamples: '1',
      queue: { maxBytes: '1', overflow: 1, other: 1 },
      shutdownTimeoutMs: '1',
      telemetry: { intervalMs: '1', prefix: 1, other: 1 },
      random: 1,
      clock: 1,
      onError: 1,
      other: 1,
    };
    const message = messageOf(wrong);
    for (const name of [...CLIENT_OPTION_NAMES.filter((each) => each !== 'queue' && each !== 'telemetry'), 'other']) {
      expect(message).toContain(`\`${name}`);
    }
    for (const name of ['maxBytes', 'overflow', 'other']) {
      expect(message).toContain(`\`queue.${name}\``);
    }
    for (const name of ['intervalMs', 'prefix', 'other']) {
      expect(message).toContain(`\`telemetry.${name}\``);
    }
    expect(message.split('\n')).toHaveLength(21);
  });

  it('are thrown at construction', () => {
    expect(() => new StatsClient({ maxSeries: -1, maxSamples: -1 })).toThrow(
      'Expected `maxSeries` to be a whole number from 1, got -1.\nExpected `maxSamples` to be a whole number from 1, or Infinity, got -1.',
    );
  });

  it('do not show the secret of a URL', () => {
    expect(messageOf({ transport: 'https://:hunter2@host:99999/path' })).not.toContain('hunter2');
    expect(messageOf({ transport: { type: 'https', url: 'https://:hunter2@', secret: 'hunter2' } })).not.toContain(
      'hunter2',
    );
  });
});
