import { DatagramSockets } from './datagram-sockets';
import { SOCKET_PATH } from './expectation';
import type { Link, LinkEvents } from './link';
import { NativeLibrary } from './native-library';
import { ReconnectingTransport } from './reconnecting-transport';
import { transportError } from './transport-error';
import type { TransportKind } from './transport-kind';
import { DEFAULT_CONNECT_TIMEOUT_MS } from './transport-options';
import type { TransportOptions, UnixOptions } from './transport-options';

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
