import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';
import type { StatsClientOptions } from '../../lib/client/stats-client-options';
import { DatagramReader } from '../../lib/collector/listeners/datagram-reader';
import { StatsCollector } from '../../lib/collector/stats-collector';
import type { StatsCollectorOptions } from '../../lib/collector/stats-collector';
import type { WireDialect } from '../../lib/collector/wire-dialect';
import { NativeLibrary } from '../../lib/transports/native-library';
import { whyNoNativePeers } from '../support/native-peers';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(options?: StatsCollectorOptions): Promise<StatsCollector> {
  const collector = await StatsCollector.start(options);
  open.push(collector);
  return collector;
}

/** Records some of everything, and resolves when the client has handed all of it on. */
async function record(options: StatsClientOptions): Promise<void> {
  const stats = new StatsClient({ prefix: 'shop', ...options });
  stats.incr('orders', 2);
  stats.incr('orders', 3);
  stats.gauge('stock', -5);
  stats.timing('db', 12.5);
  stats.timing('db', 7);
  stats.set('users', 'anna');
  const { dropped, timedOut } = await stats.close();
  expect([dropped, timedOut]).toEqual([0, false]);
}

const numbers = (collector: StatsCollector): unknown[] =>
  collector.series().map(({ name, count, last, members, window }) => [name, count, last, members, window?.max]);

const RECORDED = [
  ['shop.db', 2, 7, undefined, 12.5],
  ['shop.orders', 5, undefined, undefined, undefined],
  ['shop.stock', expect.any(Number), -5, undefined, undefined],
  ['shop.users', 1, undefined, ['anna'], undefined],
];

describe('what our own client sends', () => {
  const datagrams = whyNoNativePeers() === undefined ? (['unixgram'] as const) : [];

  it.each(['udp', 'tcp', 'http', 'ws', 'unix', 'unixstream', ...datagrams] as const)(
    'arrives over %s',
    async (name) => {
      const collector = await start({ [name]: true });
      await record({ transport: collector.url });
      await collector.waitFor((seen) => seen.series().length === 4);
      expect(numbers(collector)).toEqual(RECORDED);
      expect(collector.totals.refused).toBe(0);
    },
  );

  it.each([
    'statsd',
    'plain',
    'datadog',
    'telegraf',
    'graphite',
    'librato',
    'signalfx',
    'flyte',
  ] as const satisfies WireDialect[])('is understood in %s, told and found out', async (dialect) => {
    const told = await start({ dialect });
    const foundOut = await start();
    await record({ transport: told.url, dialect });
    await record({ transport: foundOut.url, dialect });
    await told.waitFor((seen) => seen.series().length === 4);
    await foundOut.waitFor((seen) => seen.series().length === 4);
    expect(numbers(told)).toEqual(RECORDED);
    expect(foundOut.totals.refused).toBe(0);
  });

  it('is let in over HTTP and WebSocket with the secret only', async () => {
    const collector = await start({ http: true, ws: true, secret: 'köy' });
    for (const type of ['http', 'ws'] as const) {
      const url = collector.urls[type] ?? '';
      await record({ transport: { type, url, secret: 'köy' } });
    }
    await collector.waitFor(({ totals }) => totals.parsed === 8);
    const stranger = new StatsClient({
      transport: { type: 'ws', url: collector.urls.ws ?? '', secret: 'kex' },
      onError: () => {},
      shutdownTimeoutMs: 50,
    });
    stranger.incr('orders');
    expect((await stranger.close()).dropped).toBe(1);
    expect(collector.totals.parsed).toBe(8);
  });
});

describe.skipIf(whyNoNativePeers() !== undefined)('a Unix datagram listener', () => {
  it('takes the place of a socket that nobody reads at, and leaves nothing behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'collector-spec-'));
    open.push({ close: () => rm(folder, { recursive: true }) });
    const path = join(folder, 'a.sock');
    // Closed as a process that is killed closes it: the file stays.
    new DatagramReader(new NativeLibrary('unixgram'), path).close();
    await expect(stat(path)).resolves.toBeDefined();
    await expect(StatsCollector.start({ unixgram: join(folder, 'missing', 'a.sock') })).rejects.toThrow('bind ENOENT');
    const first = await start({ unixgram: path });
    await expect(StatsCollector.start({ unixgram: path })).rejects.toThrow('bind EADDRINUSE');
    await record({ transport: first.url });
    await first.waitFor((seen) => seen.series().length === 4);
    await first.close();
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
