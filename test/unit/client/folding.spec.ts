import { describe, expect, it } from 'vitest';
import { memoryClient } from '../../support/memory-client';

describe('counters', () => {
  it('fold by addition', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x');
    stats.incr('x', 2.5);
    stats.decr('x');
    stats.decr('x', 4);
    expect(await sent()).toEqual(['x:-1.5|c']);
  });

  it('send a sum of 0', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x');
    stats.decr('x');
    stats.incr('y', 0);
    stats.decr('z', 0);
    expect(await sent()).toEqual(['x:0|c', 'y:0|c', 'z:0|c']);
  });

  it('start at 0 with every flush, and are silent when not touched', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x', 5);
    expect(await sent()).toEqual(['x:5|c']);
    expect(await sent()).toEqual([]);
    stats.incr('x');
    expect(await sent()).toEqual(['x:1|c']);
  });
});

describe('gauges', () => {
  it('fold to the last value', async () => {
    const { stats, sent } = memoryClient();
    stats.gauge('g', 5);
    stats.gauge('g', 3);
    expect(await sent()).toEqual(['g:3|g']);
  });

  it('are not sent again when not touched', async () => {
    const { stats, sent } = memoryClient();
    stats.gauge('g', 5);
    expect(await sent()).toEqual(['g:5|g']);
    expect(await sent()).toEqual([]);
  });

  it('take a delta after an absolute value in', async () => {
    const { stats, sent } = memoryClient();
    stats.gauge('g', 5);
    stats.gaugeDelta('g', 2);
    stats.gaugeDelta('g', -4);
    expect(await sent()).toEqual(['g:3|g']);
  });

  it('forget deltas when an absolute value follows', async () => {
    const { stats, sent } = memoryClient();
    stats.gaugeDelta('g', 2);
    stats.gauge('g', 5);
    expect(await sent()).toEqual(['g:5|g']);
  });

  it.each([
    [[2, 3], '+5'],
    [[2, -3], '-1'],
    [[2, -2], '+0'],
    [[-0], '+0'],
    [[0.5], '+0.5'],
  ])('add deltas alone up: %o is %s', async (deltas, text) => {
    const { stats, sent } = memoryClient();
    for (const delta of deltas) {
      stats.gaugeDelta('g', delta);
    }
    expect(await sent()).toEqual([`g:${text}|g`]);
  });

  it('do not take a delta into the value of an earlier flush', async () => {
    const { stats, sent } = memoryClient();
    stats.gauge('g', 5);
    await sent();
    stats.gaugeDelta('g', 2);
    expect(await sent()).toEqual(['g:+2|g']);
  });

  it('go to zero first where a server would read a negative value as a step', async () => {
    const { stats, sent } = memoryClient();
    stats.gauge('g', -5, { a: 1 });
    stats.gauge('h', 1);
    stats.gaugeDelta('h', -3);
    expect(await sent()).toEqual(['g:0|g|#a:1', 'g:-5|g|#a:1', 'h:0|g', 'h:-2|g']);
    expect(stats.report().lines).toBe(4);
  });

  it('never part the two lines of a negative value', async () => {
    for (let maxPacketBytes = 1; maxPacketBytes <= 30; maxPacketBytes += 1) {
      const { stats, transport } = memoryClient({ maxPacketBytes });
      stats.incr('aa');
      stats.gauge('g', -5);
      stats.incr('bb');
      await stats.flush();
      const packets = transport.packets.map((packet) => Buffer.from(packet).toString());
      expect({ maxPacketBytes, whole: packets.filter((packet) => packet.includes('g:0|g\ng:-5|g')).length }).toEqual({
        maxPacketBytes,
        whole: maxPacketBytes < 12 ? 0 : 1,
      });
      expect(packets.join('\n').match(/g:/g) ?? []).toHaveLength(maxPacketBytes < 12 ? 0 : 2);
      const lost = (maxPacketBytes < 12 ? 2 : 0) + (maxPacketBytes < 6 ? 2 : 0);
      expect(stats.report()).toMatchObject({ recorded: 3, lines: 4 - lost, dropped: { oversize: lost } });
    }
  });

  it('write one line for a negative value where the server reads it as it is', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    stats.gauge('g', -5);
    expect(await sent()).toEqual(['g:-5|g']);
  });
});

describe('gauges of a dialect without deltas', () => {
  it('stand at 0 at first, and keep their running value over flushes', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    stats.gaugeDelta('g', 3);
    expect(await sent()).toEqual(['g:3|g']);
    stats.gaugeDelta('g', -5);
    expect(await sent()).toEqual(['g:-2|g']);
    stats.gauge('g', 10);
    stats.gaugeDelta('g', 1);
    expect(await sent()).toEqual(['g:11|g']);
    expect(await sent()).toEqual([]);
    stats.gaugeDelta('g', 1);
    expect(await sent()).toEqual(['g:12|g']);
  });

  it('keep their value however long they were idle', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    stats.gauge('g', 10, { a: 1 });
    await sent();
    for (let i = 0; i < 25; i += 1) {
      await stats.flush();
    }
    stats.gaugeDelta('g', 1, { a: 1 });
    expect(await sent()).toEqual(['g:11|g|#a:1']);
  });

  it('share it between the client and its pipelines', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    stats.gauge('g', 10);
    await sent();
    stats.pipeline((pipe) => pipe.gaugeDelta('g', 5));
    stats.gaugeDelta('g', 1);
    expect(await sent()).toEqual(['g:15|g', 'g:16|g']);
  });

  it('keep it where nothing is folded', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog', aggregate: false });
    stats.gaugeDelta('g', 1);
    stats.gaugeDelta('g', 1);
    stats.gauge('g', 10);
    stats.gaugeDelta('g', -1);
    stats.pipeline((pipe) => pipe.gaugeDelta('g', -1));
    expect(await sent()).toEqual(['g:1|g', 'g:2|g', 'g:10|g', 'g:9|g', 'g:8|g']);
  });
});

describe('timers, histograms and distributions', () => {
  it('keep every value', async () => {
    const { stats, sent } = memoryClient();
    for (const value of [3, 1, 2, 1]) {
      stats.timing('t', value);
    }
    expect(await sent()).toEqual(['t:3|ms', 't:1|ms', 't:2|ms', 't:1|ms']);
  });

  it('pack their values where the dialect does', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    for (const value of [3, 1, 2]) {
      stats.timing('t', value);
      stats.histogram('h', value);
      stats.distribution('d', value);
    }
    expect(await sent()).toEqual(['t:3:1:2|ms', 'h:3:1:2|h', 'd:3:1:2|d']);
  });

  it('spread a list that is longer than a packet over several lines', async () => {
    const { stats, transport } = memoryClient({ dialect: 'datadog', maxPacketBytes: 18 });
    for (let i = 0; i < 7; i += 1) {
      stats.timing('t', 10 + i, { a: 1 });
    }
    await stats.flush();
    expect(transport.lines()).toEqual(['t:10:11:12|ms|#a:1', 't:13:14:15|ms|#a:1', 't:16|ms|#a:1']);
    expect(stats.report().dropped.oversize).toBe(0);
  });
});

it('writes series in the order of their first touch in the flush', async () => {
  const { stats, sent } = memoryClient();
  stats.incr('a');
  stats.gauge('b', 1);
  stats.raw('raw:1|c');
  stats.timing('c', 1);
  stats.incr('a');
  expect(await sent()).toEqual(['a:2|c', 'b:1|g', 'raw:1|c', 'c:1|ms']);
  stats.timing('c', 1);
  stats.incr('a');
  expect(await sent()).toEqual(['c:1|ms', 'a:1|c']);
});
