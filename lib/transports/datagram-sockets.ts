import type { NativeLibrary } from './native-library';

const AF_UNIX = 1;
// On Linux with SOCK_CLOEXEC, so that no child process inherits it, as with every socket of the runtime.
const SOCK_DGRAM = process.platform === 'linux' ? 2 | 0o2000000 : 2;
// Never wait in the kernel, never die of SIGPIPE. The numbers differ by system.
const SEND_FLAGS = process.platform === 'linux' ? 0x40 | 0x4000 : 0x80;

/** Unix datagram sockets by descriptor. No call waits. */
export class DatagramSockets {
  private readonly socket;
  private readonly connectTo;
  private readonly sendTo;
  private readonly closeSocket;

  constructor(private readonly library: NativeLibrary) {
    this.socket = library.func('int socket(int, int, int)');
    this.connectTo = library.func('int connect(int, const uint8_t *, uint32_t)');
    this.sendTo = library.func('intptr_t send(int, const uint8_t *, size_t, int)');
    this.closeSocket = library.func('int close(int)');
  }

  /** A descriptor, or why there is none. */
  connect(path: string): number | Error {
    const descriptor = this.socket(AF_UNIX, SOCK_DGRAM, 0);
    if (descriptor < 0) {
      return this.library.lastError('socket');
    }
    const address = socketAddress(path);
    if (this.connectTo(descriptor, address, address.length) === 0) {
      return descriptor;
    }
    const error = this.library.lastError('connect');
    this.closeSocket(descriptor);
    if (error.code !== 'EPROTOTYPE') {
      return error;
    }
    error.message = `there is a stream socket at this path (EPROTOTYPE), its URL is unix://${path}, or unixstream://${path} where a Datadog agent listens`;
    return error;
  }

  /** Undefined when the kernel has taken the packet. */
  send(descriptor: number, packet: Uint8Array): (Error & { code: string }) | undefined {
    return this.sendTo(descriptor, packet, packet.length, SEND_FLAGS) < 0 ? this.library.lastError('send') : undefined;
  }

  close(descriptor: number): void {
    this.closeSocket(descriptor);
  }
}

/** `struct sockaddr_un`: the family, on macOS after a byte of length, then the path and a 0. */
export function socketAddress(path: string): Uint8Array {
  const family = process.platform === 'linux' ? new Uint8Array(new Uint16Array([AF_UNIX]).buffer) : [0, AF_UNIX];
  return Buffer.concat([Uint8Array.from(family), Buffer.from(path), Buffer.alloc(1)]);
}
