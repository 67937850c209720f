import type { Packet } from './packet';

/** Spent places are given back once there are that many of them, and more than there are packets. */
const MIN_SPENT = 1_024;

/** Packets, first in, first out, with the sum of their bytes. */
export class PacketDeque {
  bytes = 0;
  private packets: (Packet | undefined)[] = [];
  // Only packets from here on are live, the places before are empty: taking one is O(1), where `Array.shift` moves all the others.
  private head = 0;

  get size(): number {
    return this.packets.length - this.head;
  }

  push(packet: Packet): void {
    this.packets.push(packet);
    this.bytes += packet.bytes.length;
  }

  shift(): Packet | undefined {
    const packet = this.packets[this.head];
    if (packet === undefined) {
      return undefined;
    }
    // A packet that is gone must not stay in memory for its place.
    this.packets[this.head] = undefined;
    this.head += 1;
    this.bytes -= packet.bytes.length;
    if (this.head === this.packets.length || (this.head >= MIN_SPENT && this.head * 2 > this.packets.length)) {
      this.packets = this.packets.slice(this.head);
      this.head = 0;
    }
    return packet;
  }
}
