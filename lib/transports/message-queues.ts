import { constants } from 'node:fs';
import type { NativeLibrary } from './native-library';

const PRIORITY = 3;

/** POSIX message queues by descriptor, for writing. No call waits. */
export class MessageQueues {
  private readonly openQueue;
  private readonly sendTo;
  private readonly closeQueue;
  private readonly attributesOf;

  constructor(private readonly library: NativeLibrary) {
    this.openQueue = library.func('int mq_open(const char *, int)');
    this.sendTo = library.func('int mq_send(int, const uint8_t *, size_t, uint32_t)');
    this.closeQueue = library.func('int mq_close(int)');
    this.attributesOf = library.func('int mq_getattr(int, _Out_ int64_t *)');
  }

  open(name: string): number | Error {
    const descriptor = this.openQueue(name, constants.O_WRONLY | constants.O_NONBLOCK);
    return descriptor < 0 ? this.library.lastError('mq_open') : descriptor;
  }

  send(descriptor: number, packet: Uint8Array): (Error & { code: string }) | undefined {
    return this.sendTo(descriptor, packet, packet.length, PRIORITY) < 0 ? this.library.lastError('mq_send') : undefined;
  }

  close(descriptor: number): void {
    this.closeQueue(descriptor);
  }

  /** The longest message of the queue, where it can be opened. */
  messageBytes(name: string): number | undefined {
    const descriptor = this.open(name);
    if (typeof descriptor !== 'number') {
      return undefined;
    }
    // struct mq_attr: flags, most messages, longest message, messages now, and room for what comes after.
    const attributes = new BigInt64Array(8);
    const failed = this.attributesOf(descriptor, attributes) !== 0;
    this.close(descriptor);
    return failed ? undefined : Number(attributes[2]);
  }
}
