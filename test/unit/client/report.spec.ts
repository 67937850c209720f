import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MetricOptions, Pipeline, Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import type { Tags } from '../../../lib/common/tags';
import { MemoryTransport } from '../../../lib/transports/memory-transport';
import type { Transport } from '../../../lib/transports/transport';
import { seededRandom } from '../../support/seeded-random';
import { memoryClient } from '../../support/memory-client';

it('shows plain numbers from the start on', () => {
  const { stats } = memoryClient();
  expect(stats.report()).toEqual({
    recorded: 0,
    sampledOut: 0,
    lines: 0,
    packets: 0,
    bytes: 0,
    queuedBytes: 0,
    connected: true,
    reconnects: 0,
    series: 0,
    droppedTags: 0,
    dropped: { invalid: 0, closed: 0, seriesLimit: 0, unsupported: 0, queueFull: 0, oversize: 0, transport: 0 },
  });
});

it('hands out a copy', () => {
  const { stats } = memoryClient();
  const report = stats.report();
  report.recorded = 5;
  report.dropped.invalid = 5;
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 0 } });
});

it('says what the transport says of its connection', () => {
  const transport: Transport = {
    name: 'own',
    maxPacketBytes: 100,
    connected: false,
    reconnects: 3,
    send: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  expect(memoryClient({ transport }).stats.report()).toMatchObject({ connected: false, reconnects: 3 });
});

/** A transport that takes, refuses or holds packets, as it is told. */
class MoodyTransport implements Transport {
  readonly name = 'moody';
  readonly maxPacketBytes = 1_000;
  mood: 'takes' | 'refuses' | 'throws' | 'holds' = 'takes';
  private held: (() => void)[] = [];

  send(): Promise<void> {
    if (this.mood === 'throws') {
      throw new Error('thrown');
    }
    if (this.mood === 'refuses') {
      return Promise.reject(new Error('refused'));
    }
    return this.mood === 'takes' ? Promise.resolve() : new Promise((resolve) => this.held.push(resolve));
  }

  feel(mood: MoodyTransport['mood']): void {
    this.mood = mood;
    for (const take of this.held.splice(0)) {
      take();
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

type Call = (stats: Stats) => void;
type Step =
  | { readonly does: 'call'; readonly call: Call }
  | { readonly does: 'pipeline'; readonly calls: readonly Call[]; readonly nested: readonly Call[] | undefined }
  | { readonly does: 'flush' }
  | { readonly does: 'close' }
  | { readonly does: 'mood'; readonly mood: MoodyTransport['mood'] };

const names = fc.constantFrom('a', 'b', 'ü', 'rather.long.for.its.packet', '', null as unknown as string);
const values = fc.constantFrom(1, -1, 0, 0.5, NaN, 'text' as unknown as number);
const tags = fc.constantFrom<(Tags | undefined)[]>(
  undefined,
  {},
  { a: 1 },
  { a: 2, b: 1 },
  { b: 1, a: 2 },
  { bad: {} as unknown as string },
  {
    get a(): string {
      throw new Error('unreadable');
    },
  },
);
const options = fc.constantFrom<(MetricOptions | undefined)[]>(
  undefined,
  {},
  { rate: 0.5 },
  { rate: 0 },
  { rate: 2 },
  { rate: -1 },
  { timestamp: 1_000 },
  { timestamp: NaN },
);
const kinds = fc.constantFrom('incr', 'decr', 'gauge', 'gaugeDelta', 'timing', 'histogram', 'distribution', 'set');
const calls = fc
  .oneof(
    { weight: 10, arbitrary: fc.tuple(kinds, names, values, tags, options) },
    { weight: 1, arbitrary: fc.constantFrom('raw', 'rawWrong', 'event', 'serviceCheck', 'meter', 'scope', 'time') },
  )
  .map((made): Call => {
    if (typeof made !== 'string') {
      const [kind, name, value, givenTags, givenOptions] = made;
      return (stats) => stats[kind as 'gauge'](name, value, givenTags, givenOptions);
    }
    const others: Record<string, Call> = {
      raw: (stats) => stats.raw('raw:1|c'),
      rawWrong: (stats) => stats.raw('raw:1|c\nevil:1|c'),
      event: (stats) => stats.event({ title: 'event' }),
      serviceCheck: (stats) => stats.serviceCheck({ name: '', status: 'ok' }),
      meter: (stats) => stats.meters.gauge('m').set(-1),
      scope: (stats) => stats.scope('s', { s: 1 }).incr('x', 1, { a: 1 }),
      time: (stats) => stats.time('t', () => 1),
    };
    return others[made] as Call;
  });
const steps = fc.oneof(
  { weight: 20, arbitrary: calls.map((call): Step => ({ does: 'call', call })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(calls, { maxLength: 4 }), fc.option(fc.array(calls, { maxLength: 3 }), { nil: undefined }))
      .map(([own, nested]): Step => ({ does: 'pipeline', calls: own, nested })),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ does: 'flush' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ does: 'close' }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<MoodyTransport['mood'][]>('takes', 'refuses', 'throws', 'holds')
      .map((mood): Step => ({ does: 'mood', mood })),
  },
);
const settings = fc.record({
  aggregate: fc.boolean(),
  dialect: fc.constantFrom('statsd', 'datadog'),
  maxPacketBytes: fc.constantFrom(12, 40, 1_000),
  maxSeries: fc.constantFrom(2, 1_000),
  maxSamples: fc.constantFrom(1, 1_000),
  queue: fc.record({ maxBytes: fc.constantFrom(30, 10_000), overflow: fc.constantFrom('drop-oldest', 'drop-newest') }),
});

describe('the sums', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function settled<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const watched = work.finally(() => (isDone = true));
    while (!isDone) {
      await vi.advanceTimersByTimeAsync(250);
    }
    return watched;
  }

  it('add up, whatever is called and whatever becomes of the packets', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(settings, fc.array(steps, { maxLength: 40 }), async (given, sequence) => {
      const transport = new MoodyTransport();
      const twinTransport = new MemoryTransport();
      const common = { flushIntervalMs: 1_000_000, onError: () => {} };
      const stats = new StatsClient({
        ...(given as StatsClientOptions),
        ...common,
        transport,
        random: seededRandom(1),
      });
      // Writes the same lines, and loses none of them: what the first one loses it has to count.
      const twin = new StatsClient({
        ...(given as StatsClientOptions),
        ...common,
        maxPacketBytes: 65_507,
        queue: {},
        transport: twinTransport,
        random: seededRandom(1),
      });
      let made = 0;
      const run = (on: Stats, list: readonly Call[]): void => {
        for (const call of list) {
          made += on === twin || twinPipes.has(on) ? 0 : 1;
          call(on);
        }
      };
      const twinPipes = new WeakSet<object>();
      const pipeline = (client: StatsClient, { calls: own, nested }: Step & { does: 'pipeline' }): void => {
        client.pipeline((pipe: Pipeline) => {
          if (client === twin) {
            twinPipes.add(pipe);
          }
          run(pipe, own);
          if (nested !== undefined) {
            pipe.pipeline((inner) => {
              if (client === twin) {
                twinPipes.add(inner);
              }
              run(inner, nested);
            });
          }
        });
      };
      const reads = [0, 0];
      const read = (of: 0 | 1): number => {
        reads[of]! += 1;
        return reads[of]! % 3 === 0 ? NaN : reads[of]!;
      };
      stats.observe('observed', () => read(0));
      twin.observe('observed', () => read(1));

      for (const step of sequence) {
        if (step.does === 'call') {
          run(stats, [step.call]);
          run(twin, [step.call]);
        } else if (step.does === 'pipeline') {
          pipeline(stats, step);
          pipeline(twin, step);
        } else if (step.does === 'mood') {
          transport.feel(step.mood);
        } else if (step.does === 'flush') {
          await settled(stats.flush({ timeoutMs: 5_000 }));
          await settled(twin.flush());
        } else {
          await settled(stats.close({ timeoutMs: 5_000 }));
          await settled(twin.close());
        }
      }
      await settled(stats.close({ timeoutMs: 5_000 }));
      await settled(twin.close());

      const { recorded, sampledOut, lines, queuedBytes, dropped } = stats.report();
      const { invalid, closed, seriesLimit, unsupported } = dropped;
      expect(recorded + sampledOut + invalid + closed + seriesLimit + unsupported).toBe(made + reads[0]!);
      expect(queuedBytes).toBe(0);
      const accounted = lines + dropped.queueFull + dropped.oversize + dropped.transport;
      // Packed values make as many lines as packets are short, so that a twin says nothing of them.
      const isPacked = given.aggregate && given.dialect === 'datadog';
      expect(isPacked ? undefined : accounted).toBe(isPacked ? undefined : twinTransport.lines().length);
    });
    await fc.assert(property, { numRuns: 1_000 });
  });
});
