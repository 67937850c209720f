import { describe, expect, it } from 'vitest';
import { memoryClient } from '../../support/memory-client';

describe('maxSeries', () => {
  it('folds what has no room into one overflow series a name, with the tags of the client only', async () => {
    const { stats, sent } = memoryClient({ maxSeries: 2, prefix: 'app', tags: { env: 'prod' } });
    const scope = stats.scope('shop', { zone: 1 });
    for (let user = 0; user < 5; user += 1) {
      scope.incr('orders', 1, { user });
    }
    scope.incr('returns', 7, { user: 1 });
    scope.incr('returns', 1, { user: 2 });
    expect(await sent()).toEqual([
      'app.shop.orders:1|c|#env:prod,zone:1,user:0',
      'app.shop.orders:1|c|#env:prod,zone:1,user:1',
      'app.shop.orders:3|c|#env:prod,overflow:true',
      'app.shop.returns:8|c|#env:prod,overflow:true',
    ]);
    expect(stats.report()).toMatchObject({ recorded: 7, series: 4, dropped: { seriesLimit: 0 } });
  });

  it('folds every kind as that kind folds', async () => {
    const { stats, sent } = memoryClient({ maxSeries: 5 });
    for (const name of ['1', '2', '3', '4', '5']) {
      stats.incr(name);
    }
    await sent();
    for (const a of [1, 2]) {
      stats.gauge('g', a, { a });
      stats.gaugeDelta('d', a, { a });
      stats.timing('t', a, { a });
      stats.histogram('h', a, { a });
      stats.set('s', a, { a });
    }
    expect(await sent()).toEqual([
      'g:2|g|#overflow:true',
      'd:+3|g|#overflow:true',
      't:1|ms|#overflow:true',
      't:2|ms|#overflow:true',
      'h:1|ms|#overflow:true',
      'h:2|ms|#overflow:true',
      's:1|s|#overflow:true',
      's:2|s|#overflow:true',
    ]);
  });

  it('leaves the series that are there as they were', async () => {
    const { stats, sent } = memoryClient({ maxSeries: 1 });
    stats.incr('x', 1, { a: 1 });
    stats.incr('x', 1, { a: 2 });
    stats.incr('x', 1, { a: 1 });
    expect(await sent()).toEqual(['x:2|c|#a:1', 'x:1|c|#overflow:true']);
  });

  it('drops names beyond another maxSeries, and counts the calls', async () => {
    const { stats, sent, errors } = memoryClient({ maxSeries: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'e', 'f']) {
      stats.incr(name);
    }
    expect(await sent()).toEqual(['a:1|c', 'b:1|c', 'c:1|c|#overflow:true', 'd:1|c|#overflow:true']);
    expect(stats.report()).toMatchObject({ recorded: 4, series: 4, dropped: { seriesLimit: 3 } });
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      [
        'STATS_DROPPED',
        'There are 2 series (option maxSeries): further ones of c and other names fold into one a name, tagged overflow:true.',
      ],
      ['STATS_DROPPED', 'The counter e was dropped: there is no room for it (option maxSeries: 2).'],
    ]);
  });

  it('tells of a flood once', async () => {
    const { stats, errors, sent } = memoryClient({ maxSeries: 10 });
    for (let i = 0; i < 10_000; i += 1) {
      stats.incr('x', 1, { i });
    }
    expect(errors).toHaveLength(1);
    expect((await sent()).at(-1)).toBe('x:9990|c|#overflow:true');
    expect(stats.report()).toMatchObject({ recorded: 10_000, series: 11 });
  });

  it('takes new series again when idle ones were given back', async () => {
    const { stats, sent } = memoryClient({ maxSeries: 1 });
    stats.incr('x', 1, { a: 1 });
    stats.incr('x', 1, { a: 2 });
    await sent();
    for (let i = 0; i < 10; i += 1) {
      await stats.flush();
    }
    expect(stats.report().series).toBe(0);
    stats.incr('x', 1, { a: 2 });
    expect(await sent()).toEqual(['x:1|c|#a:2']);
  });

  it('is 10,000 where none is given', async () => {
    const { stats } = memoryClient({ transport: 'none:' });
    for (let i = 0; i < 10_002; i += 1) {
      stats.incr('x', 1, { i });
    }
    expect(stats.report()).toMatchObject({ recorded: 10_002, series: 10_001 });
  });
});

describe('maxSamples', () => {
  it('keeps a sample of the values and writes its share as the rate', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog', maxSamples: 2, random: () => 1e-9 });
    for (let value = 1; value <= 5; value += 1) {
      stats.timing('t', value);
      stats.histogram('h', value);
      stats.distribution('d', value);
    }
    expect(await sent()).toEqual(['t:1:2|ms|@0.4', 'h:1:2|h|@0.4', 'd:1:2|d|@0.4']);
    expect(stats.report().recorded).toBe(15);
    stats.timing('t', 9);
    expect(await sent()).toEqual(['t:9|ms']);
  });

  it('multiplies the rate of the calls by the share', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog', maxSamples: 2, random: () => 1e-9 });
    for (let value = 1; value <= 4; value += 1) {
      stats.timing('t', value, undefined, { rate: 0.5 });
    }
    expect(await sent()).toEqual(['t:1:2|ms|@0.25']);
  });

  it('is 1000 where none is given', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog', maxPacketBytes: 65_507 });
    for (let value = 0; value < 1_250; value += 1) {
      stats.timing('t', 1);
    }
    const lines = await sent();
    expect(lines).toEqual([`t${':1'.repeat(1_000)}|ms|@0.8`]);
  });

  it('may be Infinity', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog', maxSamples: Infinity, maxPacketBytes: 65_507 });
    for (let value = 0; value < 20_000; value += 1) {
      stats.timing('t', 1);
    }
    expect(await sent()).toEqual([`t${':1'.repeat(20_000)}|ms`]);
  });

  it('does not apply where nothing is folded', async () => {
    const { stats, sent } = memoryClient({ aggregate: false, maxSamples: 1 });
    stats.timing('t', 1);
    stats.timing('t', 2);
    expect(await sent()).toEqual(['t:1|ms', 't:2|ms']);
  });
});

describe('maxPacketBytes', () => {
  it.each([
    [undefined, 1_432],
    [100, 100],
    [1_000_000, 65_507],
  ])('of %s makes packets of up to %d bytes in memory', async (maxPacketBytes, longest) => {
    const { stats, transport } = memoryClient({ maxPacketBytes, maxSeries: 100_000 });
    for (let i = 0; i < 20_000; i += 1) {
      stats.incr('a.counter', 1, { i });
    }
    await stats.flush();
    const lengths = transport.packets.map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
    expect(Math.max(...lengths)).toBeGreaterThan(longest - 30);
  });

  it('may be any whole number from 1: longer lines are dropped and counted', async () => {
    const { stats, sent, errors } = memoryClient({ maxPacketBytes: 1 });
    stats.incr('x');
    stats.gauge('g', -1);
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 2, lines: 0, dropped: { oversize: 3 } });
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['STATS_DROPPED', 'A line of 5 bytes was dropped: a packet holds 1 (option maxPacketBytes).'],
    ]);
  });

  it("is cut to what one's own transport can carry", async () => {
    const packets: number[] = [];
    const { stats } = memoryClient({
      maxPacketBytes: 1_000,
      transport: {
        name: 'own',
        maxPacketBytes: 11,
        send: async ({ length }) => void packets.push(length),
        close: () => Promise.resolve(),
      },
    });
    for (const name of ['a', 'b', 'c']) {
      stats.incr(name);
    }
    await stats.flush();
    expect(packets).toEqual([11, 5]);
  });
});
