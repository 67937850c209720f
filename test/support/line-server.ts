import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, ListenOptions, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';
import { Arrivals } from './arrivals';

export interface LineServerOptions {
  /** A Unix socket instead of a port. */
  path?: string;
  /** 0: any. */
  port?: number;
  host?: string;
  /** Speaks TLS. */
  tls?: TlsOptions;
  /** False: accepts and never reads. */
  reads?: boolean;
}

/** Receives a stream of lines over TCP, TLS or a Unix socket and keeps what came, connection by connection. */
export class LineServer {
  readonly lines = new Arrivals<string>();
  readonly connections = new Arrivals<Connection>();

  private constructor(
    private readonly server: Server,
    private readonly reads: boolean,
    event: 'connection' | 'secureConnection',
  ) {
    server.on(event, (socket: Socket) => this.accept(socket));
  }

  static async listen({
    path,
    port = 0,
    host = '127.0.0.1',
    tls,
    reads = true,
  }: LineServerOptions = {}): Promise<LineServer> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    // A client that gives a handshake up is a part of some tests.
    server.on('tlsClientError', () => {});
    const lineServer = new LineServer(server, reads, tls === undefined ? 'connection' : 'secureConnection');
    const listening = once(server, 'listening');
    const where: ListenOptions = path === undefined ? { port, host } : { path };
    server.listen(where);
    await listening;
    return lineServer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection at once, as a process that is killed; nothing is listening afterwards. */
  async kill(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const { socket } of this.connections.all) {
      socket.destroy();
    }
    await closed;
  }

  private accept(socket: Socket): void {
    const connection: Connection = { socket, bytes: [] };
    let unfinished: string[] = [];
    socket.on('error', () => {});
    if (this.reads) {
      socket.on('data', (chunk) => {
        connection.bytes.push(chunk);
        const [end = '', ...begun] = chunk.toString().split('\n');
        unfinished.push(end);
        const last = begun.pop();
        if (last !== undefined) {
          this.lines.add(unfinished.join(''), ...begun);
          unfinished = [last];
        }
      });
    }
    this.connections.add(connection);
  }
}

export interface Connection {
  readonly socket: Socket;
  readonly bytes: Buffer[];
}
