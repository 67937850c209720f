import { expect, it, vi } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';
import type { MetricOptions } from '../../lib/client/stats';
import type { Tags } from '../../lib/common/tags';
import { memoryClient } from '../support/memory-client';
import { MemoryTransport } from '../../lib/transports/memory-transport';

const throwing = { get a(): string { throw new Error('no'); } } as unknown as Tags;

it.skip('changing getter', async () => {
  const { stats, sent } = memoryClient();
  let i = 0;
  const tags = { get a() { i += 1; return i % 3; } } as unknown as Tags;
  for (let n = 0; n < 50; n += 1) stats.incr('x', 1, tags);
  await sent();
  for (let n = 0; n < 12; n += 1) await stats.flush();
  stats.incr('x', 1, { a: 2 });
  expect(await sent()).toEqual(['x:1|c|#a:2']);
});
it('options null', () => {
  const { stats } = memoryClient();
  const none = null as unknown as MetricOptions;
  stats.incr('x', 1, {}, none);
  stats.timing('x', 1, {}, none);
  expect(stats.report().recorded).toBe(2);
});
it('throwing options', () => {
  const { stats } = memoryClient();
  const bad = { get rate(): number { throw new Error('no'); } };
  stats.incr('x', 1, {}, bad);
  expect(stats.report().dropped.invalid).toBe(1);
});
it('throwing timer tags', () => {
  const { stats } = memoryClient();
  stats.timer('x', throwing).start().stop();
  stats.meters.timer('x', throwing).record(1);
  stats.time('x', () => 1, throwing);
  stats.timer('x').start().stop({ tags: throwing });
  expect(stats.report().dropped.invalid).toBe(4);
});
it('throwing duration', () => {
  const { stats } = memoryClient();
  stats.timing('x', { get seconds(): number { throw new Error('no'); } });
  stats.timing('x', Object.create(Date.prototype) as Date);
  expect(stats.report().dropped.invalid).toBe(2);
});
it('throwing event', () => {
  const { stats } = memoryClient({ dialect: 'datadog' });
  stats.event({ get title(): string { throw new Error('no'); } });
  stats.event({ title: 't', tags: throwing });
  stats.event({ title: 't', text: 5 as unknown as string });
  expect(stats.report().dropped.invalid).toBe(3);
});
it('invalid name is not sampled', () => {
  const random = vi.fn(() => 1);
  const { stats } = memoryClient({ random });
  stats.incr('', 1, {}, { rate: 0.5 });
  expect(random).not.toHaveBeenCalled();
  expect(stats.report().dropped.invalid).toBe(1);
});
it('stop tags copied', async () => {
  const { stats, sent } = memoryClient({ clock: { wall: () => 0, monotonic: () => 0 } });
  const tags: Record<string, string> = { a: '1' };
  const timer = stats.timer('x', tags).start().stop({ send: false, tags: tags });
  tags['a'] = '2';
  timer.send();
  expect(await sent()).toEqual(['x:0|ms|#a:1']);
});
it('time tags copied', async () => {
  const { stats, sent } = memoryClient({ clock: { wall: () => 0, monotonic: () => 0 } });
  const tags: Record<string, string> = { a: '1' };
  const p = stats.time('x', async () => { await Promise.resolve(); }, tags);
  tags['a'] = '2';
  await p;
  expect(await sent()).toEqual(['x:0|ms|#a:1']);
});
it('replaced observation', async () => {
  const { stats, sent } = memoryClient();
  let done = (_: number): void => {};
  stats.observe('g', () => new Promise<number>((r) => { done = r; }));
  await stats.flush();
  stats.observe('g', () => 2);
  await stats.flush();
  done(1);
  await new Promise((r) => setImmediate(r));
  expect(await sent()).toEqual(['g:2|g', 'g:2|g']);
});
it('sync throwing transport.close', async () => {
  const transport = Object.assign(new MemoryTransport(), { close: () => { throw new Error('no'); } });
  const stats = new StatsClient({ transport });
  expect(await stats.close()).toMatchObject({ timedOut: false });
});
it('transport.close returns nothing', async () => {
  const transport = Object.assign(new MemoryTransport(), { close: () => undefined as unknown as Promise<void> });
  const stats = new StatsClient({ transport });
  expect(await stats.close()).toMatchObject({ timedOut: false });
});
it('infinite timeout', async () => {
  let go = (): void => {};
  const { stats } = memoryClient({ transport: { name: 'slow', maxPacketBytes: 100, send: () => new Promise<void>((r) => { go = r; }), close: async () => {} } });
  stats.incr('x');
  const f = stats.flush({ timeoutMs: Infinity });
  setTimeout(() => go(), 50);
  expect((await f).timedOut).toBe(false);
});
it('onError that records, unaggregated', async () => {
  const transport = new MemoryTransport();
  let first = true;
  let hold = (): void => {};
  const slow = { name: 'slow', maxPacketBytes: 100, close: async () => {}, send: (p: Uint8Array) => first ? new Promise<void>((r) => { first = false; hold = () => { void transport.send(p); r(); }; }) : transport.send(p) };
  const stats: StatsClient = new StatsClient({ transport: slow, aggregate: false, flushIntervalMs: 0, queue: { maxBytes: 10, overflow: 'drop-newest' }, onError: () => stats.incr('e') });
  stats.incr('x');
  stats.incr('y');
  stats.incr('zzzzz');
  stats.incr('w');
  hold();
  await stats.close();
  expect(transport.lines()).toEqual(['x:1|c', 'y:1|c']);
  const { lines, dropped, recorded } = stats.report();
  expect({ lines, lost: dropped.queueFull, recorded }).toEqual({ lines: 2, lost: 3, recorded: 5 });
});
it('onError that records, aggregated', async () => {
  const transport = new MemoryTransport();
  const stats: StatsClient = new StatsClient({ transport, maxPacketBytes: 10, onError: () => stats.incr('long.long.long.long') });
  stats.incr('long.long.long.long');
  stats.incr('b');
  await stats.flush();
  stats.incr('b');
  await stats.flush();
  expect(stats.report()).toMatchObject({ recorded: 4, dropped: { oversize: 2 } });
});
it('weird rejection', async () => {
  const stats = new StatsClient({ transport: { name: 'bad', maxPacketBytes: 100, send: () => Promise.reject(Object.create(null)), close: async () => {} }, onError: () => {} });
  stats.incr('x');
  await stats.flush();
  stats.incr('y');
  await stats.flush();
  await stats.close();
  expect(stats.report().dropped.transport).toBe(2);
});
it('unaggregated flush under load ends', async () => {
  const { stats } = memoryClient({ aggregate: false, flushIntervalMs: 0, transport: { name: 'slow', maxPacketBytes: 100, send: () => new Promise<void>((r) => setTimeout(r, 5)), close: async () => {} } });
  const load = setInterval(() => { for (let i = 0; i < 3; i += 1) stats.incr('x'); }, 1);
  stats.incr('a');
  const r = await stats.flush({ timeoutMs: 500 });
  clearInterval(load);
  expect(r.timedOut).toBe(false);
});
it('gauge overflow on datadog', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog', maxSeries: 2 });
  for (let i = 0; i < 4; i += 1) stats.gauge('g', i, { i });
  expect(await sent()).toEqual(['g:0|g|#i:0', 'g:1|g|#i:1', 'g:3|g|#overflow:true']);
});
it('timed gauge does not change pending', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog' });
  stats.gauge('g', 5);
  stats.gauge('g', 7, {}, { timestamp: 1000 });
  expect(await sent()).toEqual(['g:5|g', 'g:7|g|T1']);
  stats.gauge('g', 5);
  stats.gauge('g', 7, {}, { timestamp: 1000 });
  stats.gaugeDelta('g', 1);
  expect(await sent()).toEqual(['g:8|g', 'g:7|g|T1']);
});
it('closed client makes no series', async () => {
  const { stats } = memoryClient();
  await stats.close();
  for (let i = 0; i < 10; i += 1) stats.incr('g', 1, { i });
  expect(stats.report()).toMatchObject({ series: 0, dropped: { closed: 10 } });
});
it('disabled tells nothing', async () => {
  const { stats, errors } = memoryClient({ enabled: false, maxSeries: 2 });
  for (let i = 0; i < 10; i += 1) stats.incr('g', 1, { i, o: {} as unknown as string });
  expect(errors).toEqual([]);
  expect(stats.report()).toMatchObject({ series: 0, droppedTags: 0 });
});
it('unreadable scope tags keep the prefix', async () => {
  const { stats, sent } = memoryClient();
  stats.scope('orders', throwing).incr('placed');
  expect(await sent()).toEqual(['orders.placed:1|c']);
});
it('async onError rejecting', async () => {
  const { stats } = memoryClient({ onError: (async () => { throw new Error('no'); }) as () => void });
  stats.incr('');
  await new Promise((r) => setTimeout(r, 5));
});
it('stopped observation rejecting counts nothing', async () => {
  const { stats } = memoryClient();
  let no = (): void => {};
  const o = stats.observe('g', () => new Promise<number>((_, r) => { no = () => r(new Error('no')); }));
  await stats.flush();
  o.stop();
  no();
  await new Promise((r) => setImmediate(r));
  expect(stats.report().dropped.invalid).toBe(0);
});
it('flush(null)', async () => {
  const { stats } = memoryClient();
  await stats.flush(null as unknown as object);
});
it('unaggregated flood', async () => {
  const { stats } = memoryClient({ aggregate: false, maxSeries: 10, transport: 'none:' });
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 300_000; i += 1) { stats.incr('g', 1, { i }); if (i % 1000 === 0) await new Promise((r) => setImmediate(r)); }
  expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(60);
}, 30000);
