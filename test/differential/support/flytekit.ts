import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import type { FlytekitCase, Recorded, RecordedCall } from './corpus';
import { datagrams, type Outcome } from './outcome';
import { argumentsOf, textOf, valueOf } from './python';
import { receive } from './receivers';
import { clockOf, randomOf, usePipeline, useTimer } from './script';

/** What flytekit sent. */
export function recordedFlytekit({ packets }: FlytekitCase): Outcome {
  return datagrams(packets);
}

/** What we send for the same calls; nobody's tags are changed by them. */
export async function driveFlytekit({ kind, ctor, calls, random, clock }: FlytekitCase): Promise<Outcome> {
  const receiver = await receive('udp');
  const client = new StatsClient({
    enabled: ctor.cfg?.disabled !== true,
    transport: receiver.transport,
    dialect: ctor.cfg?.disabled_tags === true ? { name: 'flyte', tags: false } : 'flyte',
    prefix: ctor.client_prefix ?? '',
    aggregate: false,
    flushIntervalMs: 0,
    maxPacketBytes: (ctor.maxudpsize ?? 512) - 1,
    random: randomOf(random),
    clock: clockOf(clock),
    onError: () => {},
  });
  // flytekit writes the prefix of a taggable scope in lower case: who comes from there writes it so.
  const prefix = kind === 'taggable' ? ctor.prefix?.toLowerCase() : ctor.prefix;
  new Run(client).all(client.scope(prefix ?? '', tagsOf(ctor.tags)), calls);
  await client.close();
  return datagrams(await receiver.received(client.report()));
}

class Run {
  constructor(private readonly client: StatsClient) {}

  all(stats: Stats, calls: readonly RecordedCall[]): void {
    for (const call of calls) {
      this.one(stats, call);
    }
  }

  private one(stats: Stats, call: RecordedCall): void {
    const given = valueOf(call.kwargs?.['tags']) as Record<string, Recorded> | undefined;
    const tags = call.kwargs?.['per_host'] === true ? { ...tagsOf(given), _f: 'i' } : given && tagsOf(given);
    // A call that changed the tags of its caller would throw here.
    this.make(stats, call, tags && Object.freeze(tags));
  }

  private make(stats: Stats, call: RecordedCall, tags: Record<string, string> | undefined): void {
    switch (call.method) {
      case 'incr':
      case 'decr': {
        const { stat, count, rate } = argumentsOf(call, 'stat', 'count', 'rate');
        stats[call.method](stat as string, count as number | undefined, tags, rateOf(rate));
        return;
      }
      case 'gauge': {
        const { stat, value, rate, delta } = argumentsOf(call, 'stat', 'value', 'rate', 'delta');
        stats[delta === true ? 'gaugeDelta' : 'gauge'](stat as string, value as number, tags, rateOf(rate));
        return;
      }
      case 'set': {
        const { stat, value, rate } = argumentsOf(call, 'stat', 'value', 'rate');
        stats.set(stat as string, value as string, tags, rateOf(rate));
        return;
      }
      case 'timing': {
        const { stat, delta, rate } = argumentsOf(call, 'stat', 'delta', 'rate');
        stats.timing(stat as string, delta as number, tags, rateOf(rate));
        return;
      }
      case 'timer':
      case 'timer_decorator': {
        const { stat, rate } = argumentsOf(call, 'stat', 'rate');
        const use = call.method === 'timer' ? call : ({ ...call, mode: 'decorator', times: 2 } as const);
        void useTimer(stats, stat as string, use, { ...rateOf(rate), ...(tags && { tags }) }, []);
        return;
      }
      case 'get_stats':
        this.all(stats.scope(valueOf(call.args[0]) as string), call.calls ?? []);
        return;
      case 'pipeline':
        usePipeline(stats, call, (pipe, inner) => this.one(pipe, inner));
        return;
      case 'close':
        void this.client.close();
        return;
      default:
        throw new Error(`a method that no driver knows: ${call.method}`);
    }
  }
}

/** flytekit makes text of every value before it looks at it. */
function tagsOf(tags: Readonly<Record<string, Recorded>> | null | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [key, textOf(valueOf(value))]));
}

function rateOf(rate: unknown): { rate?: number } {
  return rate === undefined ? {} : { rate: rate as number };
}
