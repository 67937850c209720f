import { expect, it, vi } from 'vitest';
import { MemoryTransport } from '../../../lib/transports/memory-transport';
import { memoryClient } from '../../support/memory-client';

it('works and keeps nothing where it is not enabled', async () => {
  const transport = new MemoryTransport();
  const random = vi.fn(() => 0);
  const { stats, errors } = memoryClient({ enabled: false, transport, random, aggregate: false, flushIntervalMs: 0 });
  stats.incr('x');
  stats.incr('', NaN);
  stats.gauge('x', 1, undefined, { rate: 0.5 });
  stats.raw('x:1|c');
  stats.raw('');
  stats.event({ title: 'x' });
  stats.meters.counter('x').incr();
  stats.timer('x').start().stop();
  expect(stats.time('x', () => 5)).toBe(5);
  expect(stats.pipeline((pipe) => (pipe.incr('x'), 6))).toBe(6);
  const read = vi.fn(() => 1);
  stats.observe('x', read).stop();
  stats.observe('x', read);
  expect(await stats.flush()).toEqual({ lines: 0, packets: 0, bytes: 0, dropped: 0, timedOut: false });
  await stats.close();
  stats.incr('x');
  expect(stats.closed).toBe(true);
  expect(transport.packets).toEqual([]);
  expect(errors).toEqual([]);
  expect(random).not.toHaveBeenCalled();
  expect(read).not.toHaveBeenCalled();
  const { dropped, ...report } = stats.report();
  expect(report).toEqual({
    recorded: 0,
    sampledOut: 0,
    lines: 0,
    packets: 0,
    bytes: 0,
    queuedBytes: 0,
    connected: true,
    reconnects: 0,
    series: 0,
    droppedTags: 0,
  });
  expect(Object.values(dropped)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

it('still has its scopes, prefix and tags', () => {
  const { stats } = memoryClient({ enabled: false, prefix: 'app', tags: { a: 1 } });
  expect(stats.scope('s', { b: 2 })).toMatchObject({ prefix: 'app.s', tags: { a: 1, b: 2 } });
});

it('still checks its options', () => {
  expect(() => memoryClient({ enabled: false, maxSeries: 0 })).toThrow('maxSeries');
});

it('still throws the three errors of timers', () => {
  const { stats } = memoryClient({ enabled: false });
  const timer = stats.timer('x');
  expect(() => timer.stop()).toThrow('stopped before it was started');
  expect(() => timer.send()).toThrow('nothing to send');
  timer.start().stop();
  expect(() => timer.send()).toThrow('has sent this measurement');
});
