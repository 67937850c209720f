import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import type { PystatsdCase, RecordedCall } from './corpus';
import { datagrams, stream, type Outcome } from './outcome';
import { argumentsOf } from './python';
import { receive } from './receivers';
import { Boom, clockOf, expectedOfStep, randomOf, usePipeline, useTimer } from './script';

/** What pystatsd sent, and what its timers said. */
export function recordedPystatsd({ transport, packets, packets_js_text, calls }: PystatsdCase): Outcome {
  const sent = packets_js_text ?? packets;
  return { ...(transport === 'udp' ? datagrams(sent) : stream(sent)), seen: calls.flatMap(expectedSteps) };
}

/** What we send for the same calls: one packet a call, pipelines packed to a byte less than `maxudpsize`, as pystatsd packs them. */
export async function drivePystatsd({
  transport,
  prefix,
  maxudpsize,
  calls,
  random,
  clock,
}: PystatsdCase): Promise<Outcome> {
  const receiver = await receive(transport);
  const stats = new StatsClient({
    transport: receiver.transport,
    // One dot at the end of a prefix is dropped, so who relies on it writes one more.
    prefix: prefix?.endsWith('.') === true ? `${prefix}.` : (prefix ?? ''),
    aggregate: false,
    flushIntervalMs: 0,
    // Pipelines of streams are never parted.
    maxPacketBytes: maxudpsize === null ? Number.MAX_SAFE_INTEGER : Math.max(1, maxudpsize - 1),
    random: randomOf(random),
    clock: clockOf(clock),
    onError: () => {},
  });
  const seen: unknown[] = [];
  const run = new Run(stats, seen);
  for (const call of calls) {
    await run.one(stats, call);
  }
  await stats.close();
  const report = stats.report();
  const received = await receiver.received(report);
  return { ...(transport === 'udp' ? datagrams(received) : stream(received, report.packets)), seen };
}

class Run {
  constructor(
    private readonly client: Stats,
    private readonly seen: unknown[],
  ) {}

  /** Only the decorator of an async function is waited for, and only outside of pipelines, as in the recordings. */
  async one(stats: Stats, call: RecordedCall): Promise<void> {
    await (call.method === 'timer' ? this.timer(stats, call) : this.make(stats, call));
  }

  private make(stats: Stats, call: RecordedCall): void {
    switch (call.method) {
      case 'incr':
      case 'decr': {
        const { stat, count, rate } = argumentsOf(call, 'stat', 'count', 'rate');
        stats[call.method](stat as string, count as number | undefined, undefined, rateOf(rate));
        return;
      }
      case 'gauge': {
        const { stat, value, rate, delta } = argumentsOf(call, 'stat', 'value', 'rate', 'delta');
        stats[delta === true ? 'gaugeDelta' : 'gauge'](stat as string, value as number, undefined, rateOf(rate));
        return;
      }
      case 'set': {
        const { stat, value, rate } = argumentsOf(call, 'stat', 'value', 'rate');
        stats.set(stat as string, value as string, undefined, rateOf(rate));
        return;
      }
      case 'timing': {
        const { stat, delta, rate } = argumentsOf(call, 'stat', 'delta', 'rate');
        stats.timing(stat as string, delta as number, undefined, rateOf(rate));
        return;
      }
      case 'timer':
        void this.timer(stats, call);
        return;
      case 'pipeline':
        usePipeline(stats, call, (pipe, inner) => this.make(pipe, inner));
        return;
      case 'parent':
        this.make(this.client, call.call as RecordedCall);
        return;
      case 'throw':
        throw new Boom();
      default:
        throw new Error(`a method that no driver knows: ${call.method}`);
    }
  }

  private timer(stats: Stats, call: RecordedCall): Promise<void> {
    const { stat, rate } = argumentsOf(call, 'stat', 'rate');
    return useTimer(stats, stat as string, call, rateOf(rate), this.seen);
  }
}

function rateOf(rate: unknown): { rate?: number } {
  return rate === undefined ? {} : { rate: rate as number };
}

function expectedSteps(call: RecordedCall): unknown[] {
  const inner = (call.calls ?? []).flatMap(expectedSteps);
  return Array.isArray(call.script) ? [...call.script.map(expectedOfStep), ...inner] : inner;
}
