import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createRequire } from 'node:module';
import { Arrivals } from './arrivals';

/** As much of the package `ws` as is used here; it brings no types. */
interface ServerSocket {
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void;
  on(event: 'error' | 'close', listener: () => void): void;
  close(code?: number): void;
  terminate(): void;
}
interface WebSocketServerOfPackage {
  handleUpgrade(request: IncomingMessage, socket: Socket, head: Buffer, ready: (socket: ServerSocket) => void): void;
}
const { WebSocketServer: ServerOfPackage } = createRequire(__filename)('ws') as {
  WebSocketServer: new (options: { noServer: true }) => WebSocketServerOfPackage;
};

export interface ReceivedMessage {
  readonly text: string;
  readonly isBinary: boolean;
}

/** Keeps every message and the headers of every handshake. */
export class WebSocketServer {
  readonly messages = new Arrivals<ReceivedMessage>();
  readonly handshakes = new Arrivals<IncomingHttpHeaders>();
  readonly clients: ServerSocket[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly protocol: WebSocketServerOfPackage,
  ) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket as Socket, head));
  }

  static async listen(port = 0, { tls }: { tls?: ServerOptions } = {}): Promise<WebSocketServer> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    const listening = once(server, 'listening');
    server.listen(port, '127.0.0.1');
    await listening;
    return new WebSocketServer(server, new ServerOfPackage({ noServer: true }));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection at once, as a process that is killed. */
  async kill(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await closed;
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    this.handshakes.add(request.headers);
    this.protocol.handleUpgrade(request, socket, head, (client) => {
      this.clients.push(client);
      client.on('error', () => {});
      client.on('message', (data, isBinary) => this.messages.add({ text: data.toString(), isBinary }));
    });
  }
}
