import type { Transport } from '../../lib/transports/transport';
import { Arrivals } from './arrivals';

/** Holds every packet until it is told to let go: a server that takes its time. */
export class HeldTransport implements Transport {
  readonly name = 'held';
  readonly maxPacketBytes = 1_000;
  /** The lines of the packets that were let go. */
  readonly lines: string[] = [];
  /** The packets that it was given, as text. */
  readonly given = new Arrivals<string>();
  private isOpen = false;
  private waiting: (() => void)[] = [];

  send(packet: Uint8Array): Promise<void> {
    const text = Buffer.from(packet).toString();
    this.given.add(text);
    return new Promise((resolve) => {
      const take = (): void => {
        this.lines.push(...text.split('\n'));
        resolve();
      };
      if (this.isOpen) {
        take();
      } else {
        this.waiting.push(take);
      }
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Lets the packet go that it was given first. */
  letOneGo(): void {
    this.waiting.shift()?.();
  }

  /** Lets every packet go from now on. */
  letGo(): void {
    this.isOpen = true;
    for (const take of this.waiting.splice(0)) {
      take();
    }
  }
}
