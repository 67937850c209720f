import { expect, it, vi } from 'vitest';
import { giveWay } from '../../../lib/client/give-way';
import { memoryClient } from '../../support/memory-client';

it('reads a gauge at every flush', async () => {
  const { stats, sent } = memoryClient({ tags: { env: 'prod' } });
  let size = 3;
  stats.scope('pool').observe('size', () => size, { a: 1 });
  expect(await sent()).toEqual(['pool.size:3|g|#env:prod,a:1']);
  size = -2;
  expect(await sent()).toEqual(['pool.size:0|g|#env:prod,a:1', 'pool.size:-2|g|#env:prod,a:1']);
  expect(stats.report().recorded).toBe(2);
});

it('reads at the flushes of the interval and at close as well', async () => {
  vi.useFakeTimers();
  try {
    const read = vi.fn(() => 1);
    const { stats } = memoryClient();
    stats.observe('g', read);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(read).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(read).toHaveBeenCalledTimes(1);
    await stats.close();
    expect(read).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(60_000);
    await stats.flush();
    expect(read).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

it.each(['stop', Symbol.dispose] as const)('reads no more after %s', async (end) => {
  const { stats, sent } = memoryClient();
  const read = vi.fn(() => 1);
  const observation = stats.observe('g', read);
  await sent();
  observation[end]();
  observation[end]();
  expect(await sent()).toEqual([]);
  expect(read).toHaveBeenCalledTimes(1);
});

it('counts a value that is no number and a read that throws as invalid, each time', async () => {
  const { stats, sent, errors } = memoryClient();
  stats.observe('nan', () => NaN);
  stats.observe('text', () => '1' as unknown as number);
  stats.observe('nothing', () => null as unknown as number);
  stats.observe('throws', () => {
    throw new Error('no');
  });
  stats.observe('no function', 5 as unknown as () => number);
  stats.observe('good', () => 1);
  expect(await sent()).toEqual(['good:1|g']);
  expect(await sent()).toEqual(['good:1|g']);
  expect(stats.report()).toMatchObject({ recorded: 2, dropped: { invalid: 10 } });
  expect(errors).toHaveLength(1);
});

it('lets the later of two with one name and tags win, whatever the order of the tags', async () => {
  const { stats, sent } = memoryClient();
  const first = stats.observe('g', () => 1, { a: 1, b: 2 });
  const second = stats.scope('').observe('g', () => 2, { b: 2, a: 1 });
  stats.observe('g', () => 3, { a: 1 });
  expect(await sent()).toEqual(['g:2|g|#a:1,b:2', 'g:3|g|#a:1']);
  first.stop();
  expect(await sent()).toEqual(['g:2|g|#a:1,b:2', 'g:3|g|#a:1']);
  second.stop();
  expect(await sent()).toEqual(['g:3|g|#a:1']);
});

it('shares its series with calls by name: the read of the flush is the last value', async () => {
  const { stats, sent } = memoryClient();
  stats.observe('g', () => 1);
  stats.gauge('g', 5);
  expect(await sent()).toEqual(['g:1|g']);
});

it('takes a promise that settles at once in the same flush', async () => {
  const { stats, sent } = memoryClient();
  stats.observe('resolved', () => Promise.resolve(1));
  stats.observe('async', async () => {
    await Promise.resolve();
    return 2;
  });
  expect(await sent()).toEqual(['resolved:1|g', 'async:2|g']);
  expect(await sent()).toEqual(['resolved:1|g', 'async:2|g']);
});

it('takes a promise that settles later in the next flush, and does not read again before', async () => {
  const { stats, sent } = memoryClient();
  const answers: ((value: number) => void)[] = [];
  stats.observe('slow', () => new Promise<number>((resolve) => answers.push(resolve)));
  stats.observe('quick', () => 1);
  expect(await sent()).toEqual(['quick:1|g']);
  expect(await sent()).toEqual(['quick:1|g']);
  expect(answers).toHaveLength(1);
  answers[0]?.(7);
  await giveWay();
  expect(await sent()).toEqual(['slow:7|g', 'quick:1|g']);
  expect(answers).toHaveLength(2);
});

it('flushes and closes over a read that never settles', async () => {
  const { stats, sent } = memoryClient();
  const read = vi.fn(() => new Promise<number>(() => {}));
  stats.observe('never', read);
  stats.incr('x');
  expect(await sent()).toEqual(['x:1|c']);
  stats.incr('y');
  expect(await stats.close()).toMatchObject({ lines: 1, timedOut: false });
  expect(read).toHaveBeenCalledTimes(1);
  expect(stats.report()).toMatchObject({ recorded: 2, dropped: { invalid: 0 } });
});

it('counts a promise of no number and one that is rejected as invalid', async () => {
  const { stats, sent } = memoryClient();
  stats.observe('nan', () => Promise.resolve(NaN));
  stats.observe('rejected', () => Promise.reject(new Error('no')));
  expect(await sent()).toEqual([]);
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 2 } });
});

it('counts an answer that comes after close as closed', async () => {
  const { stats } = memoryClient();
  let answer = (_value: number): void => {};
  stats.observe('slow', () => new Promise<number>((resolve) => (answer = resolve)));
  await stats.close();
  answer(1);
  await giveWay();
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { closed: 1 } });
});

it('keeps its series, however long the value stays the same', async () => {
  const { stats } = memoryClient();
  let isQuiet = false;
  stats.observe('g', () => (isQuiet ? new Promise<number>(() => {}) : 1));
  await stats.flush();
  isQuiet = true;
  for (let i = 0; i < 25; i += 1) {
    await stats.flush();
  }
  expect(stats.report().series).toBe(1);
});

it('reads where nothing is folded', async () => {
  const { stats, sent } = memoryClient({ aggregate: false });
  stats.observe('g', () => 1);
  stats.incr('x');
  expect(await sent()).toEqual(['x:1|c', 'g:1|g']);
});
