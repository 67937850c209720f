import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import { memoryClient } from '../../support/memory-client';

const refuse = (): never => {
  throw new Error('nobody reads me');
};
const unreadable = {
  get rate(): never {
    return refuse();
  },
  get seconds(): never {
    return refuse();
  },
  get title(): never {
    return refuse();
  },
};

/** What JavaScript lets a caller hand over, made anew at each use. fast-check never sees them: it reads what it generates. */
const STOCK: readonly (() => unknown)[] = [
  ...[
    undefined,
    null,
    '',
    'x',
    'ü\n|:#@',
    '\ud800',
    0,
    -0,
    1,
    -1.5,
    1e308,
    -1e308,
    1e-300,
    NaN,
    Infinity,
    true,
    1n,
  ].map((value) => () => value),
  () => Symbol('symbol'),
  () => Symbol.iterator,
  () => [],
  () => ['a', 'b'],
  () => ({ a: 1 }),
  () => ({ a: null, b: undefined, c: {}, d: [], e: 1n, f: Symbol('f'), g: () => 1 }),
  () => ({ rate: 0.5, timestamp: 5, seconds: 1, title: 'title', name: 'name', status: 'ok', tags: { a: 1 } }),
  () => ({ rate: 'half', timestamp: {}, seconds: {}, title: 5, status: 'fine', tags: 5, text: 5, hostname: {} }),
  () => Object.create(null),
  () => Object.create({ inherited: 1 }),
  () => Object.freeze({ a: 1 }),
  () => new Date(NaN),
  () => new Date(5),
  () => Object.create(Date.prototype),
  () => new Map([['a', 1]]),
  () => new Proxy({}, {}),
  () => ({ a: { toString: refuse, valueOf: refuse } }),
  () => ({ toString: refuse }),
  () => unreadable,
  () => new Proxy(() => 1, { get: refuse }),
  () => new Proxy({}, { get: refuse }),
  () => new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: refuse }),
  () => Proxy.revocable({}, {}),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => () => 1,
  () => class {},
  () => Promise.resolve(1),
  () => new Error('x'),
  () => new Uint8Array(3),
];

const generated = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
const anything = fc
  .oneof(fc.nat(STOCK.length - 1), fc.record({ generated }))
  .map((chosen) => (typeof chosen === 'number' ? STOCK[chosen]! : () => chosen.generated));
const four = fc.array(anything, { minLength: 4, maxLength: 4 }).map((made) => () => made.map((make) => make()));

const METHODS = [
  'incr',
  'decr',
  'gauge',
  'gaugeDelta',
  'timing',
  'histogram',
  'distribution',
  'set',
  'raw',
  'event',
  'serviceCheck',
] as const;
const METERS = ['counter', 'gauge', 'timer', 'histogram', 'distribution', 'set'] as const;

type Anything = (...args: unknown[]) => unknown;

function callEverything(stats: Stats, args: readonly unknown[]): void {
  const [first, second, third, fourth] = args;
  for (const method of METHODS) {
    (stats[method] as Anything)(first, second, third, fourth);
    (stats[method] as Anything)('x', second, third, fourth);
    (stats[method] as Anything)('x', 1, third, fourth);
    (stats[method] as Anything)('x', 1, undefined, fourth);
  }
  const scope = (stats.scope as Anything)(first, second) as Stats;
  scope.incr('x');
  ((stats.withTags as Anything)(third) as Stats).incr('x');
  (stats.time as Anything)(first, () => 1, second, third);
  const timer = (stats.timer as Anything)(first, second, third) as ReturnType<Stats['timer']>;
  timer.start();
  (timer.stop as Anything)({ tags: fourth, send: false });
  timer.send();
  for (const kind of METERS) {
    const meter = (stats.meters[kind] as Anything)(first, second) as Record<string, Anything>;
    for (const method of ['incr', 'decr', 'set', 'add', 'record']) {
      meter[method]?.(third);
    }
  }
  const bound = stats.meters.timer('bound').start();
  (bound.stop as Anything)({ tags: first });
  (stats.observe as Anything)(first, second, third);
  (stats.observe as Anything)('x', () => second, third);
  const pipe = stats.pipeline();
  (pipe.incr as Anything)(first, second, third, fourth);
  pipe.send();
}

it.each([{}, { dialect: 'datadog' }, { aggregate: false }, { dialect: 'datadog', aggregate: false }] as const)(
  'throws at no call, whatever it is given, with %o',
  async (options) => {
    const { stats } = memoryClient(options);
    const everything = fc.property(four, (make) => callEverything(stats, make()));
    fc.assert(everything, { numRuns: 300 });
    await stats.flush();
    await stats.close();
    fc.assert(everything, { numRuns: 50 });
    const { recorded, sampledOut, dropped } = stats.report();
    expect(recorded + sampledOut).toBeGreaterThan(0);
    expect(dropped.invalid).toBeGreaterThan(0);
    expect(dropped.closed).toBeGreaterThan(0);
  },
);

it('sends whole lines of one form, whatever it is given', async () => {
  const { stats, transport } = memoryClient({ dialect: 'datadog', aggregate: false, maxSeries: 1_000 });
  fc.assert(
    fc.property(four, (make) => {
      const [name, value, tags, options] = make();
      for (const method of ['incr', 'decr', 'gauge', 'gaugeDelta', 'timing', 'histogram', 'set'] as const) {
        (stats[method] as Anything)(name, value, tags, options);
        (stats[method] as Anything)('x', value, tags, options);
      }
    }),
    { numRuns: 300 },
  );
  await stats.flush();
  const form = /^[^:|@#\p{Cc}]+:[^:|\p{Cc}]+\|(c|g|ms|h|s)(\|@0?\.?\d+)?(\|#[^|\p{Cc}]*)?(\|T\d+)?$/u;
  expect(transport.lines().filter((line) => !form.test(line))).toEqual([]);
  expect(transport.lines().length).toBe(stats.report().lines);
});

it('can be made with any options, or says what is wrong with them', () => {
  const names = [
    'prefix',
    'tags',
    'transport',
    'dialect',
    'queue',
    'telemetry',
    'clock',
    'maxSeries',
    'other',
  ] as const;
  fc.assert(
    fc.property(fc.constantFrom(...names), generated, (name, value) => {
      let code: unknown = 'made';
      try {
        const stats = new StatsClient({ transport: 'none:', onError: () => {}, [name]: value });
        stats.incr('x');
        void stats.close();
      } catch (error) {
        code = (error as { code: unknown }).code;
      }
      expect(['made', 'STATS_INVALID_OPTION']).toContain(code);
    }),
    { numRuns: 500 },
  );
});
