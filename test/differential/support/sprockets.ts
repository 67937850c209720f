import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import type { RecordedCall, SprocketsCase } from './corpus';
import { datagrams, stream, type Outcome } from './outcome';
import { argumentsOf } from './python';
import { receive } from './receivers';
import { clockOf, useTimer } from './script';

/** What sprockets sent. */
export function recordedSprockets({ protocol, packets = [], lines = [] }: SprocketsCase): Outcome {
  return protocol === 'udp' ? datagrams(packets) : stream(lines.map((line) => `${line}\n`));
}

/** What we send for the same calls, one packet a call, with its seconds handed over as seconds. */
export async function driveSprockets({ protocol, prefix, calls, clock }: SprocketsCase): Promise<Outcome> {
  const receiver = await receive(protocol);
  const stats = new StatsClient({
    transport: receiver.transport,
    dialect: 'sprockets',
    // One dot at the end of a prefix is dropped, so who relies on it writes one more.
    prefix: prefix?.endsWith('.') === true ? `${prefix}.` : (prefix ?? ''),
    aggregate: false,
    flushIntervalMs: 0,
    // The peer knows no limit; this is as much as a datagram can carry.
    maxPacketBytes: 65_507,
    clock: clockOf(clock),
    onError: () => {},
  });
  for (const call of calls) {
    make(stats, call);
  }
  await stats.close();
  const report = stats.report();
  const received = await receiver.received(report);
  return protocol === 'udp' ? datagrams(received) : stream(received, report.packets);
}

function make(stats: Stats, call: RecordedCall): void {
  switch (call.method) {
    case 'incr':
    case 'decr': {
      const { path, value } = argumentsOf(call, 'path', 'value');
      stats[call.method](path as string, value as number | undefined);
      return;
    }
    case 'gauge': {
      const { path, value, delta } = argumentsOf(call, 'path', 'value', 'delta');
      stats[delta === true ? 'gaugeDelta' : 'gauge'](path as string, value as number);
      return;
    }
    case 'timing': {
      const { path, seconds } = argumentsOf(call, 'path', 'seconds');
      stats.timing(path as string, typeof seconds === 'object' ? (seconds as object) : { seconds: seconds as number });
      return;
    }
    case 'timer':
      void useTimer(stats, call.args[0] as string, call, {}, []);
      return;
    case 'inject_metric': {
      const { path, value, type } = argumentsOf(call, 'path', 'value', 'type');
      stats.raw(`${stats.prefix}.${String(path)}:${String(value)}|${String(type)}`);
      return;
    }
    default:
      throw new Error(`a method that no driver knows: ${call.method}`);
  }
}
