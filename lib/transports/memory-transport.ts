import type { Transport } from './transport';

/** Keeps every packet, for tests. */
export class MemoryTransport implements Transport {
  readonly name = 'memory';
  readonly maxPacketBytes = 65_507;
  readonly defaultPacketBytes = 1_432;
  readonly packets: Uint8Array[] = [];

  send(packet: Uint8Array): Promise<void> {
    this.keep(packet);
    return Promise.resolve();
  }

  /** There where `send` is ours: a test that replaces it, to make it fail, wants it called. */
  get sendSync(): ((packet: Uint8Array) => void) | undefined {
    return this.send === MemoryTransport.prototype.send ? this.keep : undefined;
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

  private readonly keep = (packet: Uint8Array): void => {
    // The bytes are the sender's again afterwards.
    this.packets.push(new Uint8Array(packet));
  };
}
