import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Arrivals } from './arrivals';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** Keeps every request with its body and answers as told, with 204 when not told. */
export class HttpServer {
  readonly requests = new Arrivals<ReceivedRequest>();
  /** How many connections were made. */
  connectionCount = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private answers: Answer[],
  ) {
    server.on('connection', (socket: Socket) => {
      this.connectionCount += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.receive(request, response);
    });
  }

  /** Each answer is given once, the first to the first request; then it is 204. */
  static async listen(
    answers: Answer[] = [],
    { port = 0, tls }: { port?: number; tls?: ServerOptions } = {},
  ): Promise<HttpServer> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    const listening = once(server, 'listening');
    server.listen(port, '127.0.0.1');
    await listening;
    return new HttpServer(server, [...answers]);
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

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
    } catch {
      // The client broke off: nothing was received.
      return;
    }
    const { method = '', url = '', headers } = request;
    const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const answer = this.answers.shift() ?? status(204);
    answer(response, received);
    this.requests.add(received);
  }
}

/** Answers with a status and nothing else. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(code, headers).end();
}

/** Never answers. */
export const silence: Answer = () => {};
