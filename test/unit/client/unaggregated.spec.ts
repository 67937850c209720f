import { describe, expect, it, vi } from 'vitest';
import { memoryClient } from '../../support/memory-client';

describe('aggregate: false', () => {
  it('writes one line a call, in the order of the calls, packed', async () => {
    const { stats, transport } = memoryClient({ aggregate: false });
    stats.incr('a');
    stats.gauge('g', 1);
    stats.incr('a');
    stats.gauge('g', -2);
    stats.gaugeDelta('g', 1);
    stats.timing('t', 1);
    stats.timing('t', 2);
    stats.histogram('h', 1);
    stats.set('s', 'x');
    stats.set('s', 'x');
    expect(transport.packets).toEqual([]);
    await stats.flush();
    expect(transport.packets.map((packet) => Buffer.from(packet).toString())).toEqual([
      'a:1|c\ng:1|g\na:1|c\ng:0|g\ng:-2|g\ng:+1|g\nt:1|ms\nt:2|ms\nh:1|ms\ns:x|s\ns:x|s',
    ]);
    expect(stats.report()).toMatchObject({ recorded: 10, lines: 11, packets: 1 });
  });

  it("keeps each call's own order of tags", async () => {
    const { stats, sent } = memoryClient({ aggregate: false });
    for (let i = 0; i < 2; i += 1) {
      stats.incr('x', 1, { a: 1, b: 2 });
      stats.incr('x', 1, { b: 2, a: 1 });
    }
    expect(await sent()).toEqual(['x:1|c|#a:1,b:2', 'x:1|c|#b:2,a:1', 'x:1|c|#a:1,b:2', 'x:1|c|#b:2,a:1']);
  });

  it('sends a packet as soon as it is full', () => {
    const { stats, transport } = memoryClient({ aggregate: false, maxPacketBytes: 11 });
    for (const name of ['a', 'b', 'c', 'd']) {
      stats.incr(name);
    }
    expect(transport.lines()).toEqual(['a:1|c', 'b:1|c']);
  });

  it('sends the rest every 100 ms', async () => {
    vi.useFakeTimers();
    try {
      const { stats, transport } = memoryClient({ aggregate: false });
      stats.incr('a');
      vi.advanceTimersByTime(99);
      expect(transport.lines()).toEqual([]);
      vi.advanceTimersByTime(1);
      expect(transport.lines()).toEqual(['a:1|c']);
      stats.incr('b');
      vi.advanceTimersByTime(100);
      expect(transport.lines()).toEqual(['a:1|c', 'b:1|c']);
      await stats.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it('has as many series as it likes beyond maxSeries', async () => {
    const { stats, sent } = memoryClient({ aggregate: false, maxSeries: 1 });
    for (let i = 0; i < 3; i += 1) {
      stats.incr('x', 1, { i });
      stats.incr(`x${i}`);
    }
    expect(await sent()).toEqual(['x:1|c|#i:0', 'x0:1|c', 'x:1|c|#i:1', 'x1:1|c', 'x:1|c|#i:2', 'x2:1|c']);
    expect(stats.report()).toMatchObject({ recorded: 6, series: 1, dropped: { seriesLimit: 0 } });
  });

  it('gives idle series back', async () => {
    const { stats } = memoryClient({ aggregate: false });
    stats.incr('x', 1, { a: 1 });
    for (let i = 0; i < 10; i += 1) {
      await stats.flush();
    }
    expect(stats.report().series).toBe(1);
    await stats.flush();
    expect(stats.report().series).toBe(0);
  });

  it('drops and counts a line that is longer than a packet', async () => {
    const { stats, sent } = memoryClient({ aggregate: false, maxPacketBytes: 5 });
    stats.incr('a');
    stats.incr('ab');
    stats.gauge('g', -1);
    expect(await sent()).toEqual(['a:1|c']);
    expect(stats.report()).toMatchObject({ recorded: 3, lines: 1, dropped: { oversize: 3 } });
  });
});

describe('flushIntervalMs: 0', () => {
  it('sends every call at once as a packet of its own', async () => {
    const { stats, transport } = memoryClient({ aggregate: false, flushIntervalMs: 0 });
    stats.incr('a');
    expect(transport.lines()).toEqual(['a:1|c']);
    stats.gauge('g', -2);
    stats.set('s', 'x');
    stats.raw('raw:1|c');
    expect(transport.packets.map((packet) => Buffer.from(packet).toString())).toEqual([
      'a:1|c',
      'g:0|g\ng:-2|g',
      's:x|s',
      'raw:1|c',
    ]);
    expect(stats.report()).toMatchObject({ recorded: 4, lines: 5, packets: 4 });
  });

  it('still sends a pipeline in as few packets as the limit allows', async () => {
    const { stats, transport } = memoryClient({ aggregate: false, flushIntervalMs: 0 });
    stats.pipeline((pipe) => {
      pipe.incr('a');
      pipe.incr('b');
    });
    expect(transport.packets.map((packet) => Buffer.from(packet).toString())).toEqual(['a:1|c\nb:1|c']);
  });

  it('still reads observed gauges, and gives idle series back', async () => {
    vi.useFakeTimers();
    try {
      const { stats, transport } = memoryClient({ aggregate: false, flushIntervalMs: 0 });
      stats.incr('x');
      stats.observe('g', () => 1);
      await vi.advanceTimersByTimeAsync(2_000);
      expect(transport.lines()).toEqual(['x:1|c', 'g:1|g']);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(stats.report().series).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
