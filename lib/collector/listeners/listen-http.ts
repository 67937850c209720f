import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAuthorized } from './basic-secret';
import { MAX_BODY_BYTES, MAX_BODY_CONNECTIONS } from './limits';
import type { Inlet, Listener, ListenerContext } from './listener';
import { authority } from './listener';

/** `POST` of JSON groups or of lines, to any path. `port` 0 is any free one. */
export async function listenHttp(port: number, { host, secret, inlet }: ListenerContext): Promise<Listener> {
  const server = createServer((request, response) => {
    answer(request, secret, inlet).then(
      ({ status, headers, text }) => response.writeHead(status, headers).end(text),
      // The client went away within its body: nobody is left to answer.
      () => response.destroy(),
    );
  });
  server.maxConnections = MAX_BODY_CONNECTIONS;
  const listening = once(server, 'listening');
  server.listen({ host, port });
  await listening;
  // An error of a listening server is one connection that could not be taken; the next may.
  server.on('error', () => {});
  return {
    url: `http://${authority(host, (server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly text?: string;
}

async function answer(request: IncomingMessage, secret: string | undefined, inlet: Inlet): Promise<Answer> {
  if (request.method !== 'POST') {
    return { status: 405, headers: { allow: 'POST' } };
  }
  if (!isAuthorized(request.headers.authorization, secret)) {
    return { status: 401, headers: { 'www-authenticate': 'Basic realm="stats"' } };
  }
  const body = await readBody(request);
  if (body === undefined) {
    return { status: 413, headers: { connection: 'close' } };
  }
  const lines = isJson(request, body) ? inlet.json(body) : inlet.lines(body);
  const reasons = lines.flatMap(({ parsed }) => (parsed.type === 'refused' ? [parsed.reason] : []));
  // A body that was taken in part must not be sent again: it is an error only where nothing of it was taken.
  return reasons.length > 0 && reasons.length === lines.length
    ? { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, text: `${reasons[0]}\n` }
    : { status: 204 };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The request outlives a body that is too long: it is still to be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isJson(request: IncomingMessage, body: Buffer): boolean {
  const type = request.headers['content-type'];
  return type === undefined ? body.subarray(0, 1).toString() === '{' : /^application\/json\b/i.test(type);
}
