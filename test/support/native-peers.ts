import { constants } from 'node:os';
import { createRequire } from 'node:module';

type NativeFunction = (...args: (number | string | Uint8Array | null)[]) => number;
interface Koffi {
  load(path: string | null): { func(declaration: string): NativeFunction };
  errno(): number;
}

/** Why native peers cannot be made on this machine; undefined when they can. */
export function whyNoNativePeers(): string | undefined {
  if (process.platform !== 'linux') {
    return `the tests' native peers are written for Linux, this is ${process.platform}`;
  }
  try {
    const queue = new MessageQueuePeer(`/nestjs-stats-probe-${process.pid}`);
    queue.remove();
    return undefined;
  } catch (error) {
    return `the machine does not allow it: ${String(error)}`;
  }
}

function library(): { func(declaration: string): NativeFunction; errno(): number } {
  const koffi = createRequire(__filename)('koffi') as Koffi;
  return { func: (declaration) => koffi.load(null).func(declaration), errno: () => koffi.errno() };
}

/** A reader of Unix datagrams. It reads only when asked to, so that its queue can be filled. */
export class DatagramPeer {
  private readonly descriptor: number;
  private readonly receiveFrom: NativeFunction;
  private readonly closeSocket: NativeFunction;
  private readonly buffer = Buffer.alloc(262_144);

  constructor(path: string) {
    const { func, errno } = library();
    this.receiveFrom = func('intptr_t recv(int, _Out_ uint8_t *, size_t, int)');
    this.closeSocket = func('int close(int)');
    this.descriptor = func('int socket(int, int, int)')(1, 2, 0);
    const address = Buffer.concat([Buffer.from([1, 0]), Buffer.from(path), Buffer.alloc(1)]);
    if (func('int bind(int, const uint8_t *, uint32_t)')(this.descriptor, address, address.length) !== 0) {
      throw new Error(`bind failed with errno ${errno()}`);
    }
  }

  /** Everything that waits to be read. */
  read(): string[] {
    const packets: string[] = [];
    for (;;) {
      const length = this.receiveFrom(this.descriptor, this.buffer, this.buffer.length, 0x40);
      if (length < 0) {
        return packets;
      }
      packets.push(this.buffer.subarray(0, length).toString());
    }
  }

  close(): void {
    this.closeSocket(this.descriptor);
  }
}

/** A POSIX message queue of 10 messages, made anew, with its reader. */
export class MessageQueuePeer {
  private readonly descriptor: number;
  private readonly receiveFrom: NativeFunction;
  private readonly unlink: NativeFunction;
  private readonly closeQueue: NativeFunction;
  private readonly buffer = Buffer.alloc(8_192);
  private readonly priority = Buffer.alloc(4);

  constructor(private readonly name: string) {
    const { func, errno } = library();
    this.receiveFrom = func('intptr_t mq_receive(int, _Out_ uint8_t *, size_t, _Out_ uint8_t *)');
    this.unlink = func('int mq_unlink(const char *)');
    this.closeQueue = func('int mq_close(int)');
    const flags = 0o100 | 0o200 | 0o4000; // O_CREAT, O_EXCL, O_NONBLOCK
    this.descriptor = func('int mq_open(const char *, int, uint32_t, const void *)')(name, flags, 0o600, null);
    if (this.descriptor < 0) {
      throw new Error(`mq_open failed with errno ${errno()} (${constants.errno.ENOSYS} is: not on this kernel)`);
    }
  }

  /** Every message that waits, with its priority. */
  read(): { text: string; priority: number }[] {
    const messages: { text: string; priority: number }[] = [];
    for (;;) {
      const length = this.receiveFrom(this.descriptor, this.buffer, this.buffer.length, this.priority);
      if (length < 0) {
        return messages;
      }
      messages.push({ text: this.buffer.subarray(0, length).toString(), priority: this.priority.readUInt32LE() });
    }
  }

  remove(): void {
    this.unlink(this.name);
    this.closeQueue(this.descriptor);
  }
}
