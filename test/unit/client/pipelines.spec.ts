import { describe, expect, it } from 'vitest';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import { memoryClient } from '../../support/memory-client';

function packetsClient(options?: StatsClientOptions) {
  const client = memoryClient(options);
  return { ...client, packets: () => client.transport.packets.map((packet) => Buffer.from(packet).toString()) };
}

describe('a pipeline', () => {
  it('sends at once what it has collected, in one packet', () => {
    const { stats, packets } = packetsClient();
    const pipe = stats.pipeline();
    pipe.incr('a');
    pipe.gauge('b', 2);
    pipe.timing('c', 3);
    expect(packets()).toEqual([]);
    pipe.send();
    expect(packets()).toEqual(['a:1|c\nb:2|g\nc:3|ms']);
  });

  it('uses as few packets as the limit allows', () => {
    const { stats, packets } = packetsClient({ maxPacketBytes: 11 });
    stats.pipeline((pipe) => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        pipe.incr(name);
      }
    });
    expect(packets()).toEqual(['a:1|c\nb:1|c', 'c:1|c\nd:1|c', 'e:1|c']);
  });

  it('folds within itself where the client aggregates', () => {
    const { stats, packets } = packetsClient();
    stats.pipeline((pipe) => {
      pipe.incr('a');
      pipe.gauge('g', 1);
      pipe.incr('a');
      pipe.gaugeDelta('g', 1);
    });
    expect(packets()).toEqual(['a:2|c\ng:2|g']);
  });

  it('keeps every line where the client does not aggregate', () => {
    const { stats, packets } = packetsClient({ aggregate: false });
    stats.pipeline((pipe) => {
      pipe.incr('a');
      pipe.gauge('g', 1);
      pipe.incr('a');
      pipe.gaugeDelta('g', 1);
      pipe.timing('t', 1);
      pipe.set('s', 'x');
      pipe.raw('raw:1|c');
    });
    expect(packets()).toEqual(['a:1|c\ng:1|g\na:1|c\ng:+1|g\nt:1|ms\ns:x|s\nraw:1|c']);
  });

  it('keeps the order of first touches', () => {
    const { stats, packets } = packetsClient();
    stats.pipeline((pipe) => {
      pipe.timing('c', 1);
      pipe.raw('raw:1|c');
      pipe.incr('a');
      pipe.scope('s').incr('b');
      pipe.timing('c', 2);
    });
    expect(packets()).toEqual(['c:1|ms\nc:2|ms\nraw:1|c\na:1|c\ns.b:1|c']);
  });

  it('does not fold with what the client holds, and goes before it', async () => {
    const { stats, packets } = packetsClient();
    stats.incr('a');
    stats.pipeline((pipe) => pipe.incr('a', 10));
    expect(packets()).toEqual(['a:10|c']);
    await stats.flush();
    expect(packets()).toEqual(['a:10|c', 'a:1|c']);
  });

  it('goes after the lines that a client without aggregation has written before', async () => {
    const { stats, packets } = packetsClient({ aggregate: false });
    stats.incr('before');
    stats.pipeline((pipe) => pipe.incr('pipe'));
    stats.incr('after');
    await stats.flush();
    expect(packets()).toEqual(['before:1|c', 'pipe:1|c', 'after:1|c']);
  });

  it('is empty and reusable once it was sent', () => {
    const { stats, packets } = packetsClient();
    const pipe = stats.pipeline();
    pipe.incr('a');
    pipe.send();
    pipe.send();
    pipe.incr('a', 5);
    pipe.send();
    expect(packets()).toEqual(['a:1|c', 'a:5|c']);
  });

  it('sends nothing where it is empty', () => {
    const { stats, packets } = packetsClient();
    stats.pipeline().send();
    expect(stats.pipeline(() => 'result')).toBe('result');
    stats.pipeline((pipe) => pipe.incr(''));
    expect(packets()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, packets: 0, dropped: { invalid: 1 } });
  });

  it('is a scope of the place where it was made', () => {
    const { stats, packets } = packetsClient({ prefix: 'app', tags: { env: 'prod' } });
    const pipe = stats.scope('shop', { zone: 1 }).pipeline();
    expect([pipe.prefix, pipe.tags]).toEqual(['app.shop', { env: 'prod', zone: 1 }]);
    pipe.scope('cart').incr('x', 1, { a: 1 });
    pipe.meters.counter('y').incr();
    pipe.time('z', () => 1);
    pipe.send();
    expect(packets()[0]?.replace(/z:[\d.]+/, 'z:0')).toBe(
      'app.shop.cart.x:1|c|#env:prod,zone:1,a:1\napp.shop.y:1|c|#env:prod,zone:1\napp.shop.z:0|ms|#env:prod,zone:1',
    );
  });

  it('counts its calls when it sends', () => {
    const { stats } = packetsClient();
    const pipe = stats.pipeline();
    pipe.incr('a');
    pipe.incr('a');
    expect(stats.report().recorded).toBe(0);
    pipe.send();
    expect(stats.report()).toMatchObject({ recorded: 2, lines: 1, packets: 1 });
  });

  it('counts its calls as closed where it sends after close', async () => {
    const { stats, packets } = packetsClient();
    const pipe = stats.pipeline();
    pipe.incr('a');
    pipe.timing('b', 1);
    await stats.close();
    pipe.send();
    pipe.incr('c');
    pipe.send();
    expect(packets()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { closed: 3 } });
  });

  it('never parts the block of a negative gauge', () => {
    const { stats, packets } = packetsClient({ maxPacketBytes: 15 });
    stats.pipeline((pipe) => {
      pipe.incr('a');
      pipe.gauge('g', -5);
      pipe.incr('b');
    });
    expect(packets()).toEqual(['a:1|c', 'g:0|g\ng:-5|g', 'b:1|c']);
  });

  it('observes gauges of the client, which are read when the client flushes', async () => {
    const { stats, packets } = packetsClient();
    const pipe = stats.pipeline();
    pipe.observe('g', () => 1);
    pipe.send();
    expect(packets()).toEqual([]);
    await stats.flush();
    expect(packets()).toEqual(['g:1|g']);
  });
});

describe('a pipeline with a function', () => {
  it('sends when the function returns, and returns what it returns', () => {
    const { stats, packets } = packetsClient();
    expect(stats.pipeline((pipe) => (pipe.incr('a'), 5))).toBe(5);
    expect(packets()).toEqual(['a:1|c']);
  });

  it('sends when the function throws, and throws on', () => {
    const { stats, packets } = packetsClient();
    const error = new Error('no');
    expect(() =>
      stats.pipeline((pipe) => {
        pipe.incr('a');
        throw error;
      }),
    ).toThrow(error);
    expect(packets()).toEqual(['a:1|c']);
  });

  it('sends when its promise is fulfilled', async () => {
    const { stats, packets } = packetsClient();
    const work = stats.pipeline(async (pipe) => {
      pipe.incr('a');
      await Promise.resolve();
      pipe.incr('b');
      return 5;
    });
    expect(packets()).toEqual([]);
    expect(await work).toBe(5);
    expect(packets()).toEqual(['a:1|c\nb:1|c']);
  });

  it('sends when its promise is rejected, and rejects with the same reason', async () => {
    const { stats, packets } = packetsClient();
    const error = new Error('no');
    const work = stats.pipeline(async (pipe) => {
      pipe.incr('a');
      await Promise.resolve();
      throw error;
    });
    await expect(work).rejects.toBe(error);
    expect(packets()).toEqual(['a:1|c']);
  });

  it('sends at the end of a block that uses it', () => {
    const { stats, packets } = packetsClient();
    {
      using pipe = stats.pipeline();
      pipe.incr('a');
    }
    expect(packets()).toEqual(['a:1|c']);
  });
});

describe('a nested pipeline', () => {
  it('stands in its parent where it was sent, packed', () => {
    const { stats, packets } = packetsClient();
    stats.pipeline((outer) => {
      outer.incr('a');
      outer.pipeline((inner) => {
        inner.incr('b');
        inner.incr('a', 5);
        inner.incr('b');
      });
      outer.incr('c');
      outer.incr('a');
    });
    expect(packets()).toEqual(['a:2|c\nb:2|c\na:5|c\nc:1|c']);
    expect(stats.report()).toMatchObject({ recorded: 6, lines: 4, packets: 1 });
  });

  it('sends nothing by itself', () => {
    const { stats, packets } = packetsClient();
    const outer = stats.pipeline();
    const inner = outer.pipeline();
    inner.incr('b');
    inner.send();
    expect(packets()).toEqual([]);
    expect(stats.report().recorded).toBe(0);
    outer.send();
    expect(packets()).toEqual(['b:1|c']);
    outer.send();
    expect(packets()).toHaveLength(1);
  });

  it('is lost with a parent that is not sent, and not told of', async () => {
    const { stats, packets } = packetsClient();
    stats.pipeline().pipeline((inner) => inner.incr('b'));
    await stats.flush();
    expect(packets()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { closed: 0 } });
  });

  it('is one block that is not parted', () => {
    const { stats, packets } = packetsClient({ maxPacketBytes: 17 });
    stats.pipeline((outer) => {
      outer.incr('a');
      outer.pipeline((inner) => {
        inner.incr('b');
        inner.incr('c');
        inner.incr('d');
      });
      outer.incr('e');
    });
    expect(packets()).toEqual(['a:1|c', 'b:1|c\nc:1|c\nd:1|c', 'e:1|c']);
  });

  it('is one block a packet where it is longer than a packet', () => {
    const { stats, packets } = packetsClient({ maxPacketBytes: 17 });
    stats.pipeline((outer) => {
      outer.incr('a');
      outer.pipeline((inner) => {
        for (const name of ['b', 'c', 'd', 'e']) {
          inner.incr(name);
        }
      });
      outer.incr('f');
    });
    expect(packets()).toEqual(['a:1|c', 'b:1|c\nc:1|c\nd:1|c', 'e:1|c\nf:1|c']);
    expect(stats.report()).toMatchObject({ lines: 6, dropped: { oversize: 0 } });
  });

  it('nests in another', () => {
    const { stats, packets } = packetsClient({ aggregate: false });
    stats.pipeline((first) => {
      first.pipeline((second) => {
        second.incr('b');
        second.pipeline((third) => third.incr('c'));
        second.incr('d');
      });
      first.incr('e');
    });
    expect(packets()).toEqual(['b:1|c\nc:1|c\nd:1|c\ne:1|c']);
    expect(stats.report()).toMatchObject({ recorded: 4, lines: 4 });
  });

  it.each([
    [18, ['b:1|c\nc:1|c\nd:1|c\n']],
    [17, ['b:1|c\nc:1|c\n', 'd:1|c\n']],
    [5, []],
  ])('fills packets of %d bytes of a stream, every line with its LF', async (maxPacketBytes, expected) => {
    const packets: string[] = [];
    const { stats } = memoryClient({
      transport: {
        name: 'stream',
        framing: 'stream',
        maxPacketBytes,
        send: async (packet) => void packets.push(Buffer.from(packet).toString()),
        close: () => Promise.resolve(),
      },
    });
    stats.pipeline((outer) => {
      outer.pipeline((inner) => {
        inner.incr('b');
        inner.incr('c');
        inner.incr('d');
      });
    });
    await stats.flush();
    expect(packets).toEqual(expected);
    expect(stats.report().dropped.oversize).toBe(maxPacketBytes === 5 ? 3 : 0);
  });
});
