import { SOCKET_PATH } from './expectation';
import type { Link, LinkEvents } from './link';
import { NativeLibrary } from './native-library';
import { ReconnectingTransport } from './reconnecting-transport';
import { transportError } from './transport-error';
import type { TransportKind } from './transport-kind';
import { DEFAULT_CONNECT_TIMEOUT_MS } from './transport-options';
import type { TransportOptions, UnixOptions } from './transport-options';

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
// Never wait in the kernel, never die of SIGPIPE. The numbers differ by system.
const SEND_FLAGS = process.platform === 'linux' ? 0x40 | 0x4000 : 0x80;

// The kernel queues few datagrams for a reader (10 on most Linux systems): a burst waits for it a little at a time.
const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 64;

/** Unix datagrams, which the runtime does not have. The kernel drops none: a full queue makes the sender wait. */
export const unixgram: TransportKind<UnixOptions & TransportOptions> = {
  keys: { path: SOCKET_PATH },
  urlForm: 'unixgram:///path',
  urlParts: ['path'],
  fromUrl: (url) => ({ type: 'unixgram', path: decodeURIComponent(url.pathname) }),
  check: () =>
    process.platform === 'win32' ? ["Expected `transport.type` to be one that Windows has, got 'unixgram'."] : [],
  create(options, context) {
    const { path } = options;
    const sockets = new DatagramSockets(new NativeLibrary('unixgram'));
    return new ReconnectingTransport(
      {
        name: 'unixgram',
        target: `unixgram://${path}`,
        framing: 'datagram',
        // What fits into the send buffer that Linux gives a socket; a longer packet is refused by the kernel.
        maxPacketBytes: 212_960,
        defaultPacketBytes: 8_192,
        connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
        dial: (events) => datagramLink(sockets, path, events),
      },
      context,
    );
  },
};

class DatagramSockets {
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

function datagramLink(sockets: DatagramSockets, path: string, events: LinkEvents): Link {
  const connected = sockets.connect(path);
  let descriptor = typeof connected === 'number' ? connected : undefined;
  let timer: NodeJS.Timeout | undefined;
  queueMicrotask(() => (typeof connected === 'number' ? events.up() : events.down(connected)));

  const write = (packet: Uint8Array, done: (refusal?: Error) => void, waitMs: number): void => {
    const error = descriptor === undefined ? undefined : sockets.send(descriptor, packet);
    if (error === undefined) {
      done();
    } else if (error.code === 'EAGAIN' || error.code === 'ENOBUFS' || error.code === 'EINTR') {
      timer = setTimeout(() => write(packet, done, Math.min(waitMs * 2, LONGEST_WAIT_MS)), waitMs);
      timer.unref();
    } else if (error.code === 'EMSGSIZE') {
      done(transportError(`A packet of ${packet.length} bytes is too long for unixgram://${path}`, error));
    } else {
      events.down(error);
    }
  };
  const destroy = (): void => {
    clearTimeout(timer);
    if (descriptor !== undefined) {
      sockets.close(descriptor);
      descriptor = undefined;
    }
  };
  return {
    write: (packet, done) => write(packet, done, FIRST_WAIT_MS),
    end() {
      destroy();
      return Promise.resolve();
    },
    destroy,
  };
}

/** `struct sockaddr_un`: the family, on macOS after a byte of length, then the path and a 0. */
function socketAddress(path: string): Uint8Array {
  const family = process.platform === 'linux' ? new Uint8Array(new Uint16Array([AF_UNIX]).buffer) : [0, AF_UNIX];
  return Buffer.concat([Uint8Array.from(family), Buffer.from(path), Buffer.alloc(1)]);
}
