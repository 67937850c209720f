import { describe, expect, it, vi } from 'vitest';
import type { MetricOptions, Stats } from '../../../lib/client/stats';
import { memoryClient } from '../../support/memory-client';

const HALF: MetricOptions = { rate: 0.5 };

const CALLS: readonly (readonly [string, (stats: Stats, options: MetricOptions) => void])[] = [
  ['incr', (stats, options) => stats.incr('x', 1, undefined, options)],
  ['decr', (stats, options) => stats.decr('x', 1, undefined, options)],
  ['gauge', (stats, options) => stats.gauge('x', 1, undefined, options)],
  ['gaugeDelta', (stats, options) => stats.gaugeDelta('x', 1, undefined, options)],
  ['timing', (stats, options) => stats.timing('x', 1, undefined, options)],
  ['histogram', (stats, options) => stats.histogram('x', 1, undefined, options)],
  ['distribution', (stats, options) => stats.distribution('x', 1, undefined, options)],
  ['set', (stats, options) => stats.set('x', 1, undefined, options)],
  ['time', (stats, options) => stats.time('x', () => 1, undefined, options)],
  ['timer', (stats, options) => stats.timer('x', undefined, options).start().stop()],
];

describe.each(CALLS)('%s', (_, call) => {
  it('draws once, and keeps the call where the draw is up to the rate', () => {
    const draws = [0.5, 0.500001, 0, 0.999];
    const random = vi.fn(() => draws.shift() ?? NaN);
    const { stats } = memoryClient({ random });
    for (let i = 0; i < 4; i += 1) {
      call(stats, HALF);
    }
    expect(random).toHaveBeenCalledTimes(4);
    expect(stats.report()).toMatchObject({ recorded: 2, sampledOut: 2 });
  });

  it.each([[1], [2], [Infinity], [undefined]])('does not draw at a rate of %d', async (rate) => {
    const random = vi.fn(() => 1);
    const { stats, sent } = memoryClient({ random, clock: { wall: () => 0, monotonic: () => 0 } });
    call(stats, { rate });
    expect(random).not.toHaveBeenCalled();
    expect(stats.report()).toMatchObject({ recorded: 1, sampledOut: 0 });
    expect((await sent()).join()).not.toContain('@');
  });

  it('drops the call at a rate of 0 without a draw', () => {
    const random = vi.fn(() => 0);
    const { stats } = memoryClient({ random });
    call(stats, { rate: 0 });
    expect(random).not.toHaveBeenCalled();
    expect(stats.report()).toMatchObject({ recorded: 0, sampledOut: 1, dropped: { invalid: 0 } });
  });

  it.each([[-0.1], [-Infinity], [NaN], ['0.5'], [{}], [true]])('refuses the rate %o without a draw', (rate) => {
    const random = vi.fn(() => 0);
    const { stats } = memoryClient({ random });
    call(stats, { rate: rate as number });
    expect(random).not.toHaveBeenCalled();
    expect(stats.report()).toMatchObject({ recorded: 0, sampledOut: 0, dropped: { invalid: 1 } });
  });

  it('does not draw after close', async () => {
    const random = vi.fn(() => 0);
    const { stats } = memoryClient({ random });
    await stats.close();
    call(stats, HALF);
    expect(random).not.toHaveBeenCalled();
    expect(stats.report()).toMatchObject({ recorded: 0, sampledOut: 0, dropped: { closed: 1 } });
  });
});

it('draws after the value was found to be one', () => {
  const random = vi.fn(() => 1);
  const { stats } = memoryClient({ random });
  stats.incr('x', NaN, undefined, HALF);
  stats.timing('x', {}, undefined, HALF);
  stats.set('x', '', undefined, HALF);
  expect(random).not.toHaveBeenCalled();
  expect(stats.report()).toMatchObject({ sampledOut: 0, dropped: { invalid: 3 } });
});

it('draws by chance where no other source is given', () => {
  const { stats } = memoryClient();
  for (let i = 0; i < 10_000; i += 1) {
    stats.incr('x', 1, undefined, HALF);
  }
  const { recorded, sampledOut } = stats.report();
  expect(recorded + sampledOut).toBe(10_000);
  // Ten standard deviations around the middle.
  expect(Math.abs(recorded - 5_000)).toBeLessThan(500);
});

describe('a kept call', () => {
  const kept = { random: () => 0 };

  it('stands for 1 / rate calls where it is a counter that folds', async () => {
    const { stats, sent } = memoryClient(kept);
    stats.incr('x', 3, undefined, { rate: 0.1 });
    stats.incr('x', 1, undefined, HALF);
    stats.incr('x');
    expect(await sent()).toEqual(['x:33|c']);
  });

  it('carries its rate where it is a counter that does not fold', async () => {
    const { stats, sent } = memoryClient({ ...kept, aggregate: false });
    stats.incr('x', 3, { a: 1 }, { rate: 0.1 });
    stats.decr('x', 3, { a: 1 }, { rate: 1e-7 });
    expect(await sent()).toEqual(['x:3|c|@0.1|#a:1', 'x:-3|c|@0.0000001|#a:1']);
  });

  it('carries its rate in every other kind', async () => {
    const { stats, sent } = memoryClient({ ...kept, dialect: 'datadog' });
    stats.gauge('g', 1, undefined, HALF);
    stats.gauge('n', -1, undefined, HALF);
    stats.timing('t', 1, undefined, HALF);
    stats.histogram('h', 1, undefined, HALF);
    stats.distribution('d', 1, undefined, HALF);
    stats.set('s', 'a', undefined, HALF);
    expect(await sent()).toEqual([
      'g:1|g|@0.5',
      'n:-1|g|@0.5',
      't:1|ms|@0.5',
      'h:1|h|@0.5',
      'd:1|d|@0.5',
      's:a|s|@0.5',
    ]);
  });

  it('carries no rate where it is a negative gauge that needs two lines, drawn once', async () => {
    const random = vi.fn(() => 0);
    const { stats, sent } = memoryClient({ random });
    stats.gauge('g', -1, undefined, HALF);
    stats.gaugeDelta('d', -1, undefined, HALF);
    expect(random).toHaveBeenCalledTimes(2);
    expect(await sent()).toEqual(['g:0|g', 'g:-1|g', 'd:-1|g|@0.5']);
  });

  it('leaves the rate of the last of them to a gauge', async () => {
    const { stats, sent } = memoryClient(kept);
    stats.gauge('g', 1, undefined, HALF);
    stats.gauge('g', 2, undefined, { rate: 0.25 });
    stats.gauge('h', 1, undefined, HALF);
    stats.gauge('h', 2);
    expect(await sent()).toEqual(['g:2|g|@0.25', 'h:2|g']);
  });

  it('leaves with others of its rate', async () => {
    const { stats, sent } = memoryClient({ ...kept, dialect: 'datadog' });
    stats.timing('t', 1, undefined, HALF);
    stats.timing('t', 2);
    stats.timing('t', 3, undefined, HALF);
    stats.timing('t', 4, undefined, { rate: 0.25 });
    expect(await sent()).toEqual(['t:1:3|ms|@0.5', 't:2|ms', 't:4|ms|@0.25']);
  });
});
