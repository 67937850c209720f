import { connect as connectTcp, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { bodyPackets, httpKind, httpTarget } from './http-target';
import type { HttpTarget } from './http-target';
import type { Link, LinkEvents } from './link';
import { loadOptional } from './load-optional';
import { ReconnectingTransport } from './reconnecting-transport';
import type { TransportKind } from './transport-kind';
import type { HttpOptions, TransportOptions } from './transport-options';

/** As much of the package `ws` as is used here. */
interface WebSocket {
  on(event: 'open', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'close', listener: (code: number) => void): void;
  send(data: Uint8Array, options: { binary: boolean }, written: (error?: Error | null) => void): void;
  close(): void;
  terminate(): void;
}
type WebSocketClass = new (url: URL, options: object) => WebSocket;

const LINGER_MS = 100;
const KEEP_ALIVE_MS = 30_000;
// Nothing that the server says is of interest; this much of a message is held at most.
const LONGEST_MESSAGE = 65_536;

export const ws = webSocketKind('ws');
export const wss = webSocketKind('wss');

/** Each packet is one text message. A packet counts as sent when it was written. */
function webSocketKind(type: 'ws' | 'wss'): TransportKind<HttpOptions & TransportOptions> {
  return httpKind(type, (options, context) => {
    const target = httpTarget(options);
    const WebSocketOfPackage = loadOptional('ws', type) as WebSocketClass;
    return new ReconnectingTransport(
      {
        ...bodyPackets,
        name: type,
        target: target.text,
        framing: target.framing,
        connectTimeoutMs: target.connectTimeoutMs,
        stallTimeoutMs: target.timeoutMs,
        dial: (events) => webSocketLink(WebSocketOfPackage, target, events),
      },
      context,
    );
  });
}

function webSocketLink(WebSocketOfPackage: WebSocketClass, target: HttpTarget, events: LinkEvents): Link {
  const { 'content-type': _, ...headers } = target.headers;
  let connection: Socket | undefined;
  const socket = new WebSocketOfPackage(target.url, {
    headers,
    perMessageDeflate: false,
    maxPayload: LONGEST_MESSAGE,
    createConnection(address: { host: string; port: number }) {
      connection = unrefConnection(target.type, address);
      return connection;
    },
  });
  let cause: unknown;
  socket.on('open', () => events.up());
  socket.on('error', (error) => {
    cause = error;
  });
  socket.on('close', (code) => events.down(cause ?? `the server closed the connection with code ${code}`));
  return {
    write(packet, done) {
      socket.send(packet, { binary: false }, (error) => {
        // The runtime reports no error for a write that was under way when the connection broke.
        if (!error && connection?.destroyed === false) {
          done();
        }
      });
    },
    end() {
      return new Promise((resolve) => {
        const timer = setTimeout(() => socket.terminate(), LINGER_MS);
        socket.on('close', () => {
          clearTimeout(timer);
          resolve();
        });
        socket.close();
      });
    },
    destroy() {
      socket.terminate();
    },
  };
}

/** A connection that keeps no process alive, from its first moment. */
function unrefConnection(type: HttpTarget['type'], { host, port }: { host: string; port: number }): Socket {
  const socket =
    type === 'wss'
      ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
      : connectTcp({ host, port });
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket.unref();
}
