import { connect } from 'node:net';
import { SOCKET_PATH } from './expectation';
import type { Link, LinkEvents } from './link';
import { ReconnectingTransport } from './reconnecting-transport';
import { socketLink } from './socket-link';
import { streamPackets } from './stream-packets';
import { errorCode } from './transport-error';
import type { TransportKind } from './transport-kind';
import { DEFAULT_CONNECT_TIMEOUT_MS } from './transport-options';
import type { TransportOptions, UnixOptions } from './transport-options';

/** A Unix stream socket, lines as over TCP. */
export const unix = unixStreamKind('unix', (link) => link);

/** A Unix stream socket as the Datadog agent reads it: each packet after its length as 4 bytes, little-endian. */
export const unixstream = unixStreamKind('unixstream', (link) => ({
  ...link,
  write(packet, done) {
    const frame = Buffer.allocUnsafe(4 + packet.length);
    frame.writeUInt32LE(packet.length, 0);
    frame.set(packet, 4);
    link.write(frame, done);
  },
}));

function unixStreamKind(
  type: 'unix' | 'unixstream',
  framed: (link: Link) => Link,
): TransportKind<UnixOptions & TransportOptions> {
  return {
    keys: { path: SOCKET_PATH },
    urlForm: `${type}:///path`,
    urlParts: ['path'],
    fromUrl: (url) => ({ type, path: decodeURIComponent(url.pathname) }),
    create(options, context) {
      const { path } = options;
      return new ReconnectingTransport(
        {
          ...streamPackets,
          name: type,
          target: `${type}://${path}`,
          connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
          dial: (events) => framed(socketLink(connect({ path }), 'connect', namingDatagrams(path, events))),
        },
        context,
      );
    },
  };
}

/** A datagram socket at the path fails in a way that only a specialist understands. */
function namingDatagrams(path: string, events: LinkEvents): LinkEvents {
  return {
    up: () => events.up(),
    down(cause) {
      events.down(
        errorCode(cause) === 'EPROTOTYPE'
          ? `there is a datagram socket at this path (EPROTOTYPE), its URL is unixgram://${path}`
          : cause,
      );
    },
  };
}
