import { onTestFinished } from 'vitest';
import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import type { Transport } from '../../../lib/transports/transport';
import type { TransportOptions } from '../../../lib/transports/transport-options';
import { MessageQueuePeer, whyNoNativePeers } from '../../support/native-peers';
import type { AfstatsdCase, RecordedCall } from './corpus';
import { datagrams, type Outcome } from './outcome';
import { valueOf } from './python';
import { randomOf } from './script';

const WALL_MS = 1_700_000_000_900;

/** Why the messages of afstatsd go to memory on this machine, and not through a queue; undefined when they do not. */
export const WHY_NO_QUEUE = whyNoNativePeers();

/** What afstatsd sent. */
export function recordedAfstatsd({ messages }: AfstatsdCase): Outcome {
  return datagrams(messages, '::');
}

/** What we send for the same calls through a queue of messages; a list of names is a call for each. */
export async function driveAfstatsd({ id, aggregate, calls, random }: AfstatsdCase): Promise<Outcome> {
  const queue = WHY_NO_QUEUE === undefined ? openQueue(id) : openMemory();
  const stats = new StatsClient({
    transport: queue.transport,
    dialect: 'appfirst',
    aggregate,
    flushIntervalMs: aggregate ? 2_000_000 : 0,
    random: randomOf(random),
    clock: { wall: () => WALL_MS, monotonic: () => 0 },
    onError: () => {},
  });
  const messages: string[] = [];
  for (const call of calls) {
    make(stats, call);
    if (!aggregate || call.method === 'flush') {
      await stats.flush();
      messages.push(...queue.read());
    }
  }
  await stats.close();
  messages.push(...queue.read());
  return datagrams(messages, '::');
}

function make(stats: Stats, { method, args }: RecordedCall): void {
  const [first, second, third] = args.map(valueOf);
  switch (method) {
    case 'gauge':
      stats.gauge(first as string, second as number);
      return;
    case 'timing':
      stats.timing(first as string, second as number);
      return;
    case 'increment':
      namesOf(first).forEach((name) => stats.incr(name, 1, undefined, rateOf(second)));
      return;
    case 'decrement':
      namesOf(first).forEach((name) => stats.decr(name, 1, undefined, rateOf(second)));
      return;
    case 'update_stats':
      namesOf(first).forEach((name) => stats.incr(name, second as number | undefined, undefined, rateOf(third)));
      return;
    case 'flush':
      return;
    default:
      throw new Error(`a method that no driver knows: ${method}`);
  }
}

function namesOf(names: unknown): string[] {
  return Array.isArray(names) ? (names as string[]) : [names as string];
}

function rateOf(rate: unknown): { rate?: number } {
  return rate === undefined ? {} : { rate: rate as number };
}

interface Queue {
  readonly transport: TransportOptions | Transport;
  /** What has come since the last time. */
  read(): string[];
}

function openQueue(id: string): Queue {
  const name = `/nestjs-stats-${process.pid}-${id.replaceAll(/[^\w-]/g, '_')}`;
  const peer = new MessageQueuePeer(name);
  onTestFinished(() => peer.remove());
  return { transport: { type: 'mqueue', name }, read: () => peer.read().map(({ text }) => text) };
}

function openMemory(): Queue {
  let packets: string[] = [];
  return {
    transport: {
      name: 'memory',
      maxPacketBytes: 2_048,
      send: (packet) => Promise.resolve(void packets.push(Buffer.from(packet).toString())),
      close: () => Promise.resolve(),
    },
    read() {
      const read = packets;
      packets = [];
      return read;
    },
  };
}
