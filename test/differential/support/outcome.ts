import { createHash } from 'node:crypto';
import type { RecordedPacket } from './corpus';
import { wireLine, type WireLine } from './line';

/** What a peer sent, or we: packets in their order, each taken to pieces, and what the calls said. */
export interface Outcome {
  readonly packets: readonly (readonly WireLine[] | string)[];
  /** Of streams: how many writes they were. */
  readonly writes?: number;
  /** What callers saw besides: the measurements of timers, errors, tags that were handed in. */
  readonly seen?: readonly unknown[];
}

/** Datagrams; `separator` parts their lines. */
export function datagrams(packets: readonly RecordedPacket[], separator = '\n'): Outcome {
  return {
    packets: packets.map((packet) =>
      typeof packet === 'string' && Buffer.byteLength(packet) <= 4_096
        ? packet.split(separator).map(wireLine)
        : digest(packet),
    ),
  };
}

/** A stream: its lines, and how many writes they were; a single long write is told by its hash. */
export function stream(writes: readonly RecordedPacket[], count = writes.length): Outcome {
  const [first = ''] = writes;
  const text = writes.map((write) => (typeof write === 'string' ? write : '')).join('');
  const whole = typeof first === 'string' ? text : first;
  if (count === 1 && (typeof whole === 'string' ? Buffer.byteLength(whole) : whole.length) > 4_096) {
    return { packets: [digest(whole)], writes: count };
  }
  return { packets: [text.split('\n').slice(0, -1).map(wireLine)], writes: count };
}

/** The same text for a packet that is told by its hash and for the packet itself. */
function digest(packet: RecordedPacket): string {
  if (typeof packet !== 'string') {
    return `${packet.length} bytes ${packet.sha256}`;
  }
  return `${Buffer.byteLength(packet)} bytes ${createHash('sha256').update(packet).digest('hex')}`;
}
