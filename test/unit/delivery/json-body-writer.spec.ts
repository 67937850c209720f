import { describe, expect, it } from 'vitest';
import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import { parseJsonBody } from '../../../lib/collector/parse-json-body';
import type { Transport } from '../../../lib/transports/transport';

interface Sent {
  readonly bodies: string[];
  readonly stats: StatsClient;
}

/** The bodies that leave when a client over a transport of JSON records something and closes. */
async function send(
  options: StatsClientOptions,
  record: (stats: StatsClient) => void | Promise<unknown>,
): Promise<Sent> {
  const bodies: string[] = [];
  const transport: Transport = {
    name: 'bodies',
    framing: 'json',
    maxPacketBytes: 1_048_576,
    send: (body) => Promise.resolve(void bodies.push(Buffer.from(body).toString())),
    close: () => Promise.resolve(),
  };
  const stats = new StatsClient({ random: () => 0, onError: () => {}, ...options, transport });
  await record(stats);
  await stats.close();
  return { bodies, stats };
}

const everything = (stats: Stats): void => {
  stats.set('users', 7);
  stats.distribution('size', 1.5);
  stats.histogram('size', 2048);
  stats.timing('db', 45.2);
  stats.gauge('mem', 85.5);
  stats.incr('api.requests');
  stats.gauge('mem', -42.1);
  stats.decr('queue.size', 3);
  stats.timing('db', 123.8);
  stats.set('users', 'anna');
  stats.set('users', 7);
  stats.incr('api.requests', 2);
};

const BODY =
  '{"counters":{"api.requests":3,"queue.size":-3},"gauges":{"mem":-42.1},"timers":{"db":[45.2,123.8]},' +
  '"histograms":{"size":[1.5,2048]},"sets":{"users":["7","anna"]}}';

describe('a JSON body', () => {
  it.each([true, false])(
    'has groups in their order and names in that of their first use, aggregate: %j',
    async (aggregate) => {
      const { bodies, stats } = await send({ aggregate }, everything);
      expect(bodies).toEqual([BODY]);
      expect(stats.report()).toMatchObject({ recorded: 12, lines: 9, packets: 1, bytes: BODY.length });
    },
  );

  it.each([true, false])('is one a pipeline, aggregate: %j', async (aggregate) => {
    const { bodies } = await send({ aggregate }, (stats) => {
      stats.incr('before');
      stats.pipeline(everything);
      stats.incr('after');
    });
    // What an aggregating client has recorded waits for the flush; the other has written it, and it goes first.
    expect(bodies).toEqual(
      aggregate
        ? [BODY, '{"counters":{"before":1,"after":1}}']
        : ['{"counters":{"before":1}}', BODY, '{"counters":{"after":1}}'],
    );
  });

  it.each([true, false])('takes up what nested pipelines send, aggregate: %j', async (aggregate) => {
    const { bodies, stats } = await send({ aggregate }, (client) =>
      client.pipeline((outer) => {
        outer.incr('c');
        outer.gauge('g', 1);
        outer.pipeline((inner) => {
          inner.incr('c', 2);
          inner.gauge('g', 2);
          inner.timing('t', 1.5);
          inner.histogram('h', 1e21);
          inner.set('s', 'é"');
          inner.set('s', 1);
        });
        outer.timing('t', 2.5);
        outer.set('s', 1);
        outer.incr('c', 4);
      }),
    );
    expect(bodies).toEqual([
      '{"counters":{"c":7},"gauges":{"g":2},"timers":{"t":[1.5,2.5]},"histograms":{"h":[1000000000000000000000]},"sets":{"s":["é\\"","1"]}}',
    ]);
    expect(stats.report()).toMatchObject({ recorded: 11, lines: 7 });
  });

  it('is one a call where every call goes out at once, but for pipelines', async () => {
    const { bodies } = await send({ aggregate: false, flushIntervalMs: 0 }, (stats) => {
      stats.incr('a');
      stats.incr('a');
      stats.gauge('g', -1);
      stats.pipeline((pipe) => {
        pipe.incr('a');
        pipe.incr('b');
      });
    });
    expect(bodies).toEqual([
      '{"counters":{"a":1}}',
      '{"counters":{"a":1}}',
      '{"gauges":{"g":-1}}',
      '{"counters":{"a":1,"b":1}}',
    ]);
  });

  it('is not sent when there is nothing to send', async () => {
    const { bodies } = await send({}, async (stats) => {
      stats.pipeline(() => {});
      await stats.flush();
    });
    expect(bodies).toEqual([]);
  });

  it('has names and tags as the dialect plain writes them, whatever the dialect of the client', async () => {
    const record = (stats: Stats): void => {
      stats.incr('orders placed', 1, { channel: 'web.x', none: '', kind: 'ne|w' });
      stats.set('s', 'a:b\n');
    };
    for (const dialect of ['statsd', 'flyte', 'sprockets', { name: 'datadog', originDetection: true }] as const) {
      const { bodies } = await send({ dialect, prefix: '.x' }, record);
      expect(bodies).toEqual(['{"counters":{".x.orders_placed.web_x.ne_w":1},"sets":{".x.s":["a_b_"]}}']);
    }
    const { bodies } = await send({ dialect: { name: 'statsd', tags: false } }, record);
    expect(bodies).toEqual(['{"counters":{"orders_placed":1},"sets":{"s":["a_b_"]}}']);
  });

  it('has counters scaled by their rate, and no rates', async () => {
    for (const aggregate of [true, false]) {
      const { bodies } = await send({ aggregate }, (stats) => {
        stats.incr('c', 3, undefined, { rate: 0.25 });
        stats.timing('t', 3, undefined, { rate: 0.25 });
        stats.gauge('g', 3, undefined, { rate: 0.25, timestamp: 5 });
      });
      expect(bodies).toEqual(['{"counters":{"c":12},"gauges":{"g":3},"timers":{"t":[3]}}']);
    }
  });

  it('has running values for deltas of gauges', async () => {
    for (const aggregate of [true, false]) {
      const { bodies } = await send({ aggregate }, async (stats) => {
        stats.gaugeDelta('g', 5);
        await stats.flush();
        stats.gaugeDelta('g', -7);
        await stats.flush();
        stats.gauge('g', 1);
        stats.gaugeDelta('g', 1);
      });
      expect(bodies).toEqual(['{"gauges":{"g":5}}', '{"gauges":{"g":-2}}', '{"gauges":{"g":2}}']);
    }
  });

  it('has numbers as lines have them', async () => {
    const { bodies } = await send({}, (stats) => {
      stats.incr('c', 1e21);
      stats.incr('d', Number.MAX_VALUE);
      stats.incr('d', Number.MAX_VALUE);
      stats.gauge('g', -0);
      stats.timing('t', 0.1 + 0.2);
      stats.timing('t', 1e-7);
      stats.histogram('h', 0.1 + 0.2);
    });
    const most = `17976931348623157${'0'.repeat(292)}`;
    expect(bodies).toEqual([
      `{"counters":{"c":1000000000000000000000,"d":${most}},"gauges":{"g":0},"timers":{"t":[0.3,0]},"histograms":{"h":[0.30000000000000004]}}`,
    ]);
  });

  it('tells names apart that are members of every object', async () => {
    const names = ['__proto__', 'constructor', 'toString', '7', '"', '\\'];
    const { bodies } = await send({}, (stats) =>
      stats.pipeline((outer) => outer.pipeline((inner) => names.forEach((name) => inner.incr(name)))),
    );
    expect(parseJsonBody(bodies[0] ?? '').map(({ parsed }) => parsed)).toHaveLength(6);
    expect(new Map(Object.entries((JSON.parse(bodies[0] ?? '') as { counters: object }).counters))).toEqual(
      new Map(names.map((name) => [name, 1])),
    );
  });
});

describe('the length of a body', () => {
  it('may be what a packet may be, to the byte', async () => {
    const bytes = Buffer.byteLength(BODY);
    expect((await send({ maxPacketBytes: bytes }, everything)).bodies).toEqual([BODY]);
    const { bodies, stats } = await send({ maxPacketBytes: bytes - 1 }, everything);
    expect(bodies).toEqual([
      '{"counters":{"api.requests":3},"gauges":{"mem":-42.1},"timers":{"db":[45.2,123.8]},"histograms":{"size":[1.5,2048]},"sets":{"users":["7","anna"]}}',
      '{"counters":{"queue.size":-3}}',
    ]);
    expect(stats.report()).toMatchObject({ lines: 9, packets: 2 });
  });

  it.each([true, false])('parts what is longer, and loses nothing, aggregate: %j', async (aggregate) => {
    for (let maxPacketBytes = 40; maxPacketBytes < 120; maxPacketBytes += 1) {
      const { bodies, stats } = await send({ aggregate, maxPacketBytes }, (client) => {
        for (let i = 0; i < 20; i += 1) {
          client.incr('é', i);
          client.incr(`c${i % 3}`, 100_000);
          client.timing('t', i);
          client.set('s', `ü${i % 5}`);
          client.gauge('g', i);
        }
      });
      expect(bodies.filter((body) => Buffer.byteLength(body) > maxPacketBytes)).toEqual([]);
      const metrics = bodies.flatMap((body) => parseJsonBody(body).map(({ parsed }) => parsed));
      const sums: Record<string, number> = {};
      const times: number[] = [];
      const members = new Set<string>();
      let last: number | undefined;
      for (const metric of metrics) {
        if (metric.type !== 'metric') {
          throw new Error(`a metric that is none: ${JSON.stringify(metric)}`);
        }
        if (metric.kind === 'set') {
          metric.members.forEach((member) => members.add(member));
        } else if (metric.kind === 'counter') {
          sums[metric.name] = (sums[metric.name] ?? 0) + (metric.values[0] ?? NaN);
        } else if (metric.kind === 'timer') {
          times.push(...metric.values);
        } else {
          last = metric.values[0];
        }
      }
      expect(sums).toEqual({ é: 190, c0: 700_000, c1: 700_000, c2: 600_000 });
      expect(times).toEqual(Array.from({ length: 20 }, (_, i) => i));
      expect([...members].sort()).toEqual(['ü0', 'ü1', 'ü2', 'ü3', 'ü4']);
      expect(last).toBe(19);
      const { recorded, dropped, lines, packets } = stats.report();
      expect({ recorded, oversize: dropped.oversize, packets }).toEqual({
        recorded: 100,
        oversize: 0,
        packets: bodies.length,
      });
      expect(lines).toBe(metrics.reduce((sum, metric) => sum + countOf(metric), 0));
    }
  });

  it('of a value with its name may be more than a packet holds: it is dropped, counted and told once', async () => {
    const errors: string[] = [];
    const { bodies, stats } = await send(
      { maxPacketBytes: 30, onError: ({ message }) => errors.push(message) },
      (client) => {
        client.incr('a');
        client.incr('much.too.long.for.this');
        client.timing('much.too.long.for.this', 1);
        client.timing('much.too.long.for.this', 2);
        client.incr('b');
      },
    );
    expect(bodies).toEqual(['{"counters":{"a":1,"b":1}}']);
    expect(stats.report()).toMatchObject({ recorded: 5, lines: 2, dropped: { oversize: 3 } });
    expect(errors).toEqual([
      'A value was dropped: with its name it is longer than the 30 bytes of a body (option maxPacketBytes).',
    ]);
  });
});

it('raw lines, events and service checks have no place in JSON: they are dropped, counted and told once', async () => {
  const errors: string[] = [];
  const { bodies, stats } = await send(
    { dialect: 'datadog', onError: ({ message }) => errors.push(message) },
    (client) => {
      client.raw('a:1|c');
      client.pipeline((pipe) => pipe.raw('a:1|c'));
      client.event({ title: 't' });
      client.serviceCheck({ name: 'n', status: 'ok' });
    },
  );
  expect(bodies).toEqual([]);
  expect(stats.report()).toMatchObject({ recorded: 0, lines: 0, dropped: { unsupported: 4 } });
  expect(errors).toEqual(['A raw line was dropped: the dialect json has none.']);
});

function countOf(metric: ReturnType<typeof parseJsonBody>[number]['parsed']): number {
  if (metric.type !== 'metric') {
    return 0;
  }
  return metric.kind === 'set' ? metric.members.length : metric.values.length;
}
