import { describe, expect, it } from 'vitest';
import type { StatsClient } from '../../../lib/client/stats-client';
import type { Stats } from '../../../lib/client/stats';
import { memoryClient } from '../../support/memory-client';

async function flushTimes(stats: StatsClient, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    await stats.flush();
  }
}

const CALLS: readonly (readonly [string, (stats: Stats) => void])[] = [
  ['a counter', (stats) => stats.incr('x', 1, { a: 1 })],
  ['a gauge', (stats) => stats.gauge('x', 1, { a: 1 })],
  ['a gauge of deltas', (stats) => stats.gaugeDelta('x', 1, { a: 1 })],
  ['a timer', (stats) => stats.timing('x', 1, { a: 1 })],
  ['a histogram', (stats) => stats.histogram('x', 1, { a: 1 })],
  ['a distribution', (stats) => stats.distribution('x', 1, { a: 1 })],
  ['a set', (stats) => stats.set('x', 1, { a: 1 })],
  ['one of a scope per request', (stats) => stats.scope('s', { b: 1 }).withTags({ c: 1 }).incr('x')],
];

describe.each(CALLS)('%s', (_, call) => {
  it('is given back after exactly ten flushes without a call', async () => {
    const { stats } = memoryClient();
    call(stats);
    expect(stats.report().series).toBe(1);
    // The first of them writes it.
    await flushTimes(stats, 10);
    expect(stats.report().series).toBe(1);
    await flushTimes(stats, 1);
    expect(stats.report().series).toBe(0);
  });

  it('comes back as if it had never been away', async () => {
    const { stats, sent } = memoryClient();
    call(stats);
    const lines = await sent();
    await flushTimes(stats, 11);
    call(stats);
    expect(stats.report().series).toBe(1);
    expect(await sent()).toEqual(lines);
  });

  it('stays while it is called once in ten flushes', async () => {
    const { stats } = memoryClient();
    for (let round = 0; round < 4; round += 1) {
      call(stats);
      await flushTimes(stats, 9);
      expect(stats.report().series).toBe(1);
    }
  });
});

it('does not keep a series whose calls are all refused', async () => {
  const { stats } = memoryClient();
  for (let i = 0; i < 10; i += 1) {
    stats.incr('x', NaN);
    expect(stats.report().series).toBe(1);
    await stats.flush();
  }
  expect(stats.report().series).toBe(0);
});

it('keeps a series whose bound meter is held, and counts on through it', async () => {
  const { stats, sent } = memoryClient();
  const counter = stats.meters.counter('x', { a: 1 });
  const timer = stats.meters.timer('t');
  await flushTimes(stats, 30);
  expect(stats.report().series).toBe(2);
  counter.incr();
  timer.record(1);
  stats.incr('x', 1, { a: 1 });
  expect(await sent()).toEqual(['x:2|c|#a:1', 't:1|ms']);
});

it('keeps an observed gauge for as long as it is observed', async () => {
  const { stats } = memoryClient();
  stats.observe('g', () => NaN);
  await flushTimes(stats, 30);
  expect(stats.report().series).toBe(1);
});

it('keeps gauges with a running value', async () => {
  const { stats } = memoryClient({ dialect: 'datadog' });
  stats.gauge('g', 1);
  stats.incr('c');
  await flushTimes(stats, 30);
  expect(stats.report().series).toBe(1);
});

it('gives overflow series back as well', async () => {
  const { stats } = memoryClient({ maxSeries: 1 });
  stats.incr('x', 1, { a: 1 });
  stats.incr('x', 1, { a: 2 });
  expect(stats.report().series).toBe(2);
  await flushTimes(stats, 11);
  expect(stats.report().series).toBe(0);
});

it('finds a series by every way that led to it, and none after it was given back', async () => {
  const { stats, sent } = memoryClient();
  const ways: ((to: Stats) => void)[] = [
    (to) => to.incr('a.x', 1, { a: 1, b: 2 }),
    (to) => to.incr('a.x', 1, { b: 2, a: 1 }),
    (to) => to.incr('a.x', 1, { b: '2', a: '1' }),
    (to) => to.scope('a').incr('x', 1, { a: 1, b: 2 }),
    (to) => to.scope('a', { a: 1 }).incr('x', 1, { b: 2 }),
    (to) => to.scope('a.', { b: 2 }).withTags({ a: 1 }).incr('x'),
    (to) => to.withTags({ a: 1 }).scope('a').withTags({ b: 2 }).incr('x'),
    (to) => to.meters.counter('a.x', { a: 1, b: 2 }).incr(),
  ];
  for (let round = 0; round < 3; round += 1) {
    for (const way of ways) {
      way(stats);
      way(stats);
    }
    expect(await sent()).toEqual([`a.x:${2 * ways.length}|c|#a:1,b:2`]);
    expect(stats.report().series).toBe(1);
    await flushTimes(stats, 10);
    // The bound meter was held by nobody, but when it is collected nobody knows.
  }
});

it('remembers only so many ways to one series, and finds it by all of them', async () => {
  const { stats, sent } = memoryClient();
  for (let i = 0; i < 100; i += 1) {
    // As many scopes as there are blanks: each of them is another way to `a_x`.
    stats.incr(`a${String.fromCharCode(1 + (i % 31))}x`, 1, { t: i % 2 === 0 ? 1 : '1' });
  }
  expect(await sent()).toEqual(['a_x:100|c|#t:1']);
});

it('works on through a scope whose series were all given back', async () => {
  const { stats, sent } = memoryClient();
  const outer = stats.scope('outer', { a: 1 });
  const inner = outer.scope('inner');
  for (let round = 0; round < 3; round += 1) {
    inner.incr('x');
    expect(await sent()).toEqual(['outer.inner.x:1|c|#a:1']);
    await flushTimes(stats, 10);
    expect(stats.report().series).toBe(0);
  }
  inner.incr('x');
  stats.scope('outer', { a: 1 }).scope('inner').incr('x');
  expect(await sent()).toEqual(['outer.inner.x:2|c|#a:1']);
});
