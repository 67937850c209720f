import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Listener } from '../listeners/listener';
import { authority } from '../listeners/listener';
import { EventStream } from './event-stream';
import { loadPageAssets } from './page-assets';
import type { PageSource } from './page-feed';
import { PageFeed } from './page-feed';

/** Each open page holds one for its updates, and a few more while it loads. */
const MAX_CONNECTIONS = 128;

// What arrives in metrics is shown as text only; should that ever fail, nothing foreign may run, load or be sent anywhere.
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Serves the live page. `port` 0 is any free one. */
export async function servePage(source: PageSource, port: number, host: string): Promise<Listener> {
  const assets = loadPageAssets();
  const feed = new PageFeed(source);
  const server = createServer((request, response) => {
    Object.entries(SECURITY_HEADERS).forEach(([name, value]) => response.setHeader(name, value));
    answer(request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  const listening = once(server, 'listening');
  server.listen({ host, port });
  try {
    await listening;
  } catch (error) {
    feed.close();
    throw error;
  }
  // An error of a listening server is one connection that could not be taken; the next may.
  server.on('error', () => {});

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const asset = assets.get(path);
    const id = /^\/series\/(\d+)$/.exec(path)?.[1];
    if (!isOwnName(request.headers.host, host)) {
      response.writeHead(403).end('This page is for this machine.\n');
    } else if (request.method !== 'GET') {
      response.writeHead(405, { allow: 'GET' }).end();
    } else if (asset !== undefined) {
      response.writeHead(200, { 'content-type': asset.type }).end(asset.body);
    } else if (path === '/updates') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      feed.add(new EventStream(response));
    } else if (id !== undefined) {
      const past = feed.past(Number(id));
      response.writeHead(past === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(past ?? null));
    } else {
      response.writeHead(404).end();
    }
  }

  return {
    url: `http://${authority(host, (server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        feed.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// A page from elsewhere whose name was made to point at this machine would read what it likes; it cannot change the name it asks for.
function isOwnName(header: string | undefined, host: string): boolean {
  const isOpenToAll = host === '0.0.0.0' || host === '::';
  const name = (header ?? '').replace(/:\d+$/, '').toLowerCase();
  return (
    isOpenToAll || ['127.0.0.1', 'localhost', '[::1]', host.toLowerCase(), `[${host.toLowerCase()}]`].includes(name)
  );
}
