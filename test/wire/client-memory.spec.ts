import { describe, expect, it } from 'vitest';
import { clientProcesses } from '../support/client-processes';

const runWithClient = clientProcesses();

const LIMIT_MS = 120_000;
/** What the heap may grow by between two looks at it that should find the same. */
const NOISE_BYTES = 3_000_000;

/** Runs `round` that often, flushing each time, and returns by how many bytes the heap grew from the 50th round to the last. */
async function growth(options: string, round: string, rounds = 100): Promise<number> {
  const { stdout, stderr } = await runWithClient(
    `
    const stats = new StatsClient({ transport: 'none:', onError: () => {}, ...${options} });
    const round = (from) => { ${round} };
    const heap = async () => {
      // Whether a bound meter is still held is known after a collection, and asked ten flushes after the last time. To ask
      // keeps it until the event loop turns.
      for (let i = 0; i < 12; i += 1) { await new Promise(setImmediate); gc(); await stats.flush(); }
      gc();
      return process.memoryUsage().heapUsed;
    };
    let before;
    for (let i = 0; i < ${rounds}; i += 1) {
      round(i * 1000);
      await stats.flush();
      if (i === 50) before = await heap();
    }
    say(await heap() - before);
    await stats.close();
    `,
    ['--expose-gc'],
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout) as number;
}

const each = (call: string): string => `for (let i = from; i < from + 1000; i += 1) { ${call} }`;

describe('the heap stays flat', { timeout: LIMIT_MS }, () => {
  it.each([
    [
      'tag sets in two orders',
      '{ maxSeries: 20_000 }',
      each("stats.incr('x', 1, { id: i, a: 1 }); stats.incr('x', 1, { a: 1, id: i })"),
    ],
    [
      'tag keys',
      '{ maxSeries: 20_000 }',
      `for (let i = from; i < from + 100; i += 1) stats.incr('x', 1, { ['key' + i]: 1 })`,
    ],
    ['names', '{ maxSeries: 20_000 }', each("stats.timing('x' + i, 1)")],
    ['scopes', '{ maxSeries: 20_000 }', each("stats.scope('s', { id: i }).withTags({ a: 1 }).incr('x')")],
    ['scopes without a call', '{}', each("stats.scope('s' + i, { id: i }).withTags({ a: 1 })")],
    ['scopes of one series', '{}', each("stats.scope('s', { bad: {} }).incr('x'); stats.scope('s').incr('x')")],
    ['bound meters that nobody keeps', '{ maxSeries: 200_000 }', each("stats.meters.counter('x', { id: i }).incr()")],
    ['pipelines', '{}', each("stats.pipeline((pipe) => pipe.scope('s').incr('x', 1, { id: i }))")],
    ['tag sets that are not folded', '{ aggregate: false, maxSeries: 20_000 }', each("stats.incr('x', 1, { id: i })")],
    ['gauges with a running value', "{ dialect: 'datadog', maxSeries: 1_000 }", each("stats.gauge('x', 1, { id: i })")],
    ['timers', '{}', each("stats.timer('x', { a: 1 }).start().stop({ tags: { b: i % 10 } })")],
    ['observations that were stopped', '{ maxSeries: 200_000 }', each("stats.observe('x', () => i, { id: i }).stop()")],
  ])('over 100,000 short-lived %s', async (_, options, round) => {
    expect(await growth(options, round)).toBeLessThan(NOISE_BYTES);
  });

  it('over a million short-lived tag sets', async () => {
    const round = each("stats.incr('x', 1, { id: i, kind: 'a' })");
    expect(await growth('{ maxSeries: 20_000 }', round, 1_000)).toBeLessThan(NOISE_BYTES);
  });

  it('in use: of a thousand new series a flush ten thousand are alive', async () => {
    const { stdout } = await runWithClient(`
      const stats = new StatsClient({ transport: 'none:', maxSeries: 100_000 });
      const alive = new Set();
      for (let i = 0; i < 100; i += 1) {
        for (let j = 0; j < 1000; j += 1) stats.incr('x', 1, { id: i * 1000 + j });
        await stats.flush();
        if (i > 20) alive.add(stats.report().series);
      }
      say([...alive]);
      await stats.close();
    `);
    expect(JSON.parse(stdout)).toEqual([10_000]);
  });

  it('over a flood of distinct tag sets beyond maxSeries, which is told once', async () => {
    const { stdout } = await runWithClient(
      `
      const told = [];
      const stats = new StatsClient({ transport: 'none:', onError: (error) => told.push(error.code) });
      const flood = (from, to) => { for (let i = from; i < to; i += 1) stats.incr('x', 1, { id: i, a: 'b' }); };
      const heap = () => { gc(); gc(); return process.memoryUsage().heapUsed; };
      flood(0, 20_000);
      const before = heap();
      flood(20_000, 1_000_000);
      const { series, recorded } = stats.report();
      say({ isFlat: heap() - before < ${NOISE_BYTES}, series, recorded, told });
      await stats.close();
      `,
      ['--expose-gc'],
    );
    expect(JSON.parse(stdout)).toEqual({ isFlat: true, series: 10_001, recorded: 1_000_000, told: ['STATS_DROPPED'] });
  });

  it('while the transport hangs: the queue is bounded', async () => {
    const { stdout } = await runWithClient(
      `
      const transport = { name: 'hangs', maxPacketBytes: 1432, send: () => new Promise(() => {}), close: async () => {} };
      const stats = new StatsClient({ transport, aggregate: false, queue: { maxBytes: 1_000_000 }, onError: () => {} });
      const record = (count) => { for (let i = 0; i < count; i += 1) stats.incr('x', i, { a: 1 }); };
      const heap = () => { gc(); gc(); const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; };
      record(200_000);
      const before = heap();
      record(2_000_000);
      const { queuedBytes, dropped } = stats.report();
      say({ isFlat: heap() - before < ${NOISE_BYTES}, isBounded: queuedBytes <= 1_000_000, isDropped: dropped.queueFull > 2_000_000 });
      await stats.close({ timeoutMs: 0 });
      `,
      ['--expose-gc'],
    );
    expect(JSON.parse(stdout)).toEqual({ isFlat: true, isBounded: true, isDropped: true });
  });
});
