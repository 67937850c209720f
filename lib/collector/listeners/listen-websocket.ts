import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { loadOptional } from '../../transports/load-optional';
import { isAuthorized } from './basic-secret';
import { MAX_BODY_BYTES, MAX_BODY_CONNECTIONS } from './limits';
import type { Listener, ListenerContext } from './listener';
import { authority } from './listener';

/** As much of the package `ws` as is used here. */
interface WebSocketPackage {
  WebSocketServer: new (options: { noServer: true; maxPayload: number; perMessageDeflate: false }) => {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, ready: (client: Client) => void): void;
  };
}
interface Client {
  on(event: 'message', listener: (body: Buffer) => void): void;
  on(event: 'error' | 'close', listener: () => void): void;
  terminate(): void;
}

const UNAUTHORIZED = 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="stats"\r\nConnection: close\r\n\r\n';

/**
 * Bodies as over HTTP, each a message. `port` 0 is any free one.
 *
 * @throws StatsError `STATS_MISSING_PACKAGE`
 */
export async function listenWebSocket(port: number, { host, secret, inlet }: ListenerContext): Promise<Listener> {
  const { WebSocketServer } = loadOptional('ws', 'ws') as WebSocketPackage;
  const protocol = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, perMessageDeflate: false });
  const clients = new Set<Client>();
  const server = createServer((_, response) => response.writeHead(426, { upgrade: 'websocket' }).end());
  server.maxConnections = MAX_BODY_CONNECTIONS;
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    // A client that goes away within the handshake is no error of the server.
    socket.on('error', () => {});
    if (!isAuthorized(request.headers.authorization, secret)) {
      socket.end(UNAUTHORIZED);
      return;
    }
    protocol.handleUpgrade(request, socket, head, (client) => {
      clients.add(client);
      client.on('close', () => clients.delete(client));
      // 'close' follows in every case.
      client.on('error', () => {});
      client.on('message', (body) => {
        const isJson = body.subarray(0, 1).toString() === '{';
        if (isJson) {
          inlet.json(body);
        } else {
          inlet.lines(body);
        }
      });
    });
  });
  const listening = once(server, 'listening');
  server.listen({ host, port });
  await listening;
  // An error of a listening server is one connection that could not be taken; the next may.
  server.on('error', () => {});
  return {
    url: `ws://${authority(host, (server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        clients.forEach((client) => client.terminate());
        server.closeAllConnections();
      }),
  };
}
