import type { Transport } from './transport';

/** Keeps every packet, for tests. */
export class MemoryTransport implements Transport {
  readonly name = 'memory';
  readonly maxPacketBytes = 65_507;
  readonly defaultPacketBytes = 1_432;
  readonly packets: Uint8Array[] = [];

  send(packet: Uint8Array): Promise<void> {
    this.sendSync(packet);
    return Promise.resolve();
  }

  sendSync(packet: Uint8Array): void {
    // The bytes are the sender's again afterwards.
    this.packets.push(new Uint8Array(packet));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** The lines of all packets in the order in which they were sent. */
  lines(): string[] {
    return this.packets.flatMap((packet) => Buffer.from(packet).toString().split('\n')).filter((line) => line !== '');
  }

  clear(): void {
    this.packets.length = 0;
  }
}
