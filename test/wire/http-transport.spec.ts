import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../lib/transports/create-transport';
import type { Transport } from '../../lib/transports/transport';
import type { HttpOptions, TransportOptions } from '../../lib/transports/transport-options';
import { HttpServer, silence, status } from '../support/http-server';
import type { Answer } from '../support/http-server';
import { RecordingContext } from '../support/recording-context';

const BODY = '{"counters":{"a":1}}';

async function listen(answers: Answer[] = [], port = 0): Promise<HttpServer> {
  const server = await HttpServer.listen(answers, { port });
  onTestFinished(() => server.kill());
  return server;
}

function make(options: string | TransportOptions): { transport: Transport; context: RecordingContext } {
  const context = new RecordingContext();
  const transport = createTransport(options, context);
  onTestFinished(() => transport.close());
  return { transport, context };
}

const to = (server: HttpServer, options: Partial<Omit<HttpOptions, 'type'>> = {}): TransportOptions => ({
  type: 'http',
  url: `http://127.0.0.1:${server.port}/in?a=1`,
  ...options,
});

/** A 200 whose body never ends. */
const endless: Answer = (response) => {
  response.writeHead(200);
  const write = (): void => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
  };
  response.on('drain', write);
  write();
};
/** A 200 whose body breaks off. */
const broken: Answer = (response) => {
  response.writeHead(200, { 'content-length': '10' });
  response.write('x', () => response.destroy());
};
/** A 200 whose body stops. */
const hanging: Answer = (response) => response.writeHead(200, { 'content-length': '10' }).write('x');

describe('the transport http', () => {
  it('posts a body to /http where the URL has no path', async () => {
    const server = await listen();
    const { transport, context } = make(`http://127.0.0.1:${server.port}`);
    await transport.send(Buffer.from(BODY));
    const { method, url, headers, body } = (await server.requests.atLeast(1))[0]!;
    expect([method, url, body]).toEqual(['POST', '/http', BODY]);
    expect(headers).toEqual({
      'content-type': 'application/json',
      'content-length': '20',
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
    });
    expect([transport.connected, context.messages]).toEqual([true, []]);
  });

  it('posts to the path and query of the URL, with the secret of its password', async () => {
    const server = await listen();
    const { transport } = make(`http://:s%40cr%C3%AAt@127.0.0.1:${server.port}/in/here?a=1`);
    await transport.send(Buffer.from(BODY));
    const { url, headers } = (await server.requests.atLeast(1))[0]!;
    expect(url).toBe('/in/here?a=1');
    expect(Buffer.from(headers.authorization!.slice('Basic '.length), 'base64').toString()).toBe('s@crêt:');
  });

  it('posts lines as text, with further headers', async () => {
    const server = await listen();
    const { transport } = make(
      to(server, { format: 'lines', secret: 's', headers: { 'X-Team': 'web', 'User-Agent': 'shop' } }),
    );
    await transport.send(Buffer.from('a:1|c\nb:1|c'));
    const { headers, body } = (await server.requests.atLeast(1))[0]!;
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      authorization: 'Basic czo=',
      'x-team': 'web',
      'user-agent': 'shop',
    });
    expect(body).toBe('a:1|c\nb:1|c');
  });

  it('keeps one connection for all bodies', async () => {
    const server = await listen([(response) => response.end('taken'), (response) => response.end('x'.repeat(50_000))]);
    const { transport } = make(to(server));
    for (let i = 0; i < 50; i += 1) {
      await transport.send(Buffer.from(BODY));
    }
    expect(server.requests.all).toHaveLength(50);
    expect(server.connectionCount).toBe(1);
  });

  it.each([500, 502, 503, 408, 429])('sends again after %d', async (code) => {
    const server = await listen([status(code), status(code)]);
    const { transport, context } = make(to(server));
    await transport.send(Buffer.from(BODY));
    expect(server.requests.all.map(({ body }) => body)).toEqual([BODY, BODY, BODY]);
    const target = `http://127.0.0.1:${server.port}/in`;
    expect(context.messages).toEqual([
      `${target} answered ${code}, the packet is sent again in 100 ms.`,
      `${target} answered ${code}, the packet is sent again in 200 ms.`,
    ]);
    expect(transport.connected).toBe(true);
  });

  it('waits as long as the server asks for', async () => {
    const server = await listen([status(429, { 'retry-after': '1' })]);
    const { transport, context } = make(to(server));
    const start = performance.now();
    await transport.send(Buffer.from(BODY));
    expect(performance.now() - start).toBeGreaterThanOrEqual(999);
    expect(context.messages[0]).toContain('answered 429, the packet is sent again in 1000 ms.');
  });

  it.each([400, 401, 404, 413, 301, 304])('refuses the packet after %d', async (code) => {
    const server = await listen([status(code, { location: '/elsewhere' })]);
    const { transport, context } = make(to(server, { secret: 'hunter2' }));
    const hint = code === 401 ? ', `transport.secret` may be wrong' : '';
    await expect(transport.send(Buffer.from(BODY))).rejects.toMatchObject({
      code: 'STATS_TRANSPORT',
      message: `http://127.0.0.1:${server.port}/in refused a packet with status ${code}${hint}; it is not sent again.`,
    });
    await transport.send(Buffer.from(BODY));
    expect(server.requests.all).toHaveLength(2);
    expect(context.messages).toEqual([]);
  });

  it('sends again when there was no answer in time', async () => {
    const server = await listen([silence]);
    const { transport, context } = make(to(server, { timeoutMs: 60 }));
    await transport.send(Buffer.from(BODY));
    expect(server.requests.all).toHaveLength(2);
    expect(context.messages).toEqual([
      `Could not post to http://127.0.0.1:${server.port}/in, the packet is sent again in 100 ms: no answer within 60 ms.`,
    ]);
  });

  it('counts a body as taken when the status says so, whatever follows', async () => {
    const server = await listen([endless, broken, hanging]);
    const { transport, context } = make(to(server, { timeoutMs: 200 }));
    for (let i = 0; i < 4; i += 1) {
      await transport.send(Buffer.from(`${i}`));
    }
    expect(server.requests.all.map(({ body }) => body)).toEqual(['0', '1', '2', '3']);
    expect(context.messages).toEqual([]);
  });

  it('goes on when the server was killed and started again', async () => {
    const first = await HttpServer.listen([status(204), status(204), silence]);
    const { port } = first;
    const { transport, context } = make(`http://127.0.0.1:${port}`);
    await transport.send(Buffer.from('1'));
    await transport.send(Buffer.from('2'));
    const sent = transport.send(Buffer.from('3'));
    await first.requests.atLeast(3);
    await first.kill();
    await context.errors.atLeast(2);
    expect(transport.connected).toBe(false);
    const second = await listen([], port);
    await sent;
    await transport.send(Buffer.from('4'));
    expect(second.requests.all.map(({ body }) => body)).toEqual(['3', '4']);
    expect([transport.connected, transport.reconnects]).toEqual([true, 1]);
  });

  it('takes a kept connection that the server has closed meanwhile for no trouble', async () => {
    const server = await listen([
      (response) =>
        response.writeHead(204, { connection: 'keep-alive' }).end(() => setImmediate(() => response.socket?.destroy())),
    ]);
    const { transport, context } = make(to(server));
    for (let i = 0; i < 20; i += 1) {
      await transport.send(Buffer.from(`${i}`));
    }
    expect(server.requests.all.map(({ body }) => body)).toEqual(Array.from({ length: 20 }, (_, i) => `${i}`));
    expect(context.messages).toEqual([]);
  });

  it('gives up what waits when it is closed', async () => {
    const server = await listen([silence, status(503, { 'retry-after': '60' })]);
    const { transport } = make(to(server));
    const unanswered = transport.send(Buffer.from('1'));
    await server.requests.atLeast(1);
    await transport.close();
    await expect(unanswered).rejects.toMatchObject({
      code: 'STATS_TRANSPORT',
      message: `The transport http://127.0.0.1:${server.port}/in was closed before a packet was taken.`,
    });
    const { transport: other, context } = make(to(server));
    const waiting = other.send(Buffer.from('2'));
    await context.errors.atLeast(1);
    await other.close();
    await other.close();
    await expect(waiting).rejects.toMatchObject({ code: 'STATS_TRANSPORT' });
    await expect(other.send(Buffer.from('3'))).rejects.toMatchObject({
      message: `The transport http://127.0.0.1:${server.port}/in is closed.`,
    });
  });

  it('shows no secret in errors, nor when inspected at work', async () => {
    const server = await listen([status(500), silence, status(403)]);
    const { transport, context } = make(
      to(server, { secret: 'hunter2', headers: { 'x-key': 'hunter2' }, timeoutMs: 50 }),
    );
    const sent = transport.send(Buffer.from(BODY)).catch((error: unknown) => inspect(error, { depth: Infinity }));
    await server.requests.atLeast(2);
    const atWork = inspect(transport, { depth: Infinity, showHidden: true });
    const shown = [atWork, await sent, inspect(context.errors.all, { depth: Infinity, showHidden: true })].join();
    expect(shown).toContain('refused a packet with status 403');
    expect(shown).not.toContain('hunter2');
    expect(shown).not.toContain(Buffer.from('hunter2:').toString('base64'));
  });

  it('leaves no listener behind by many packets', async () => {
    const warnings: string[] = [];
    const keep = (warning: Error): number => warnings.push(warning.message);
    process.on('warning', keep);
    onTestFinished(() => {
      process.off('warning', keep);
    });
    const server = await listen();
    const { transport } = make(to(server));
    for (let i = 0; i < 200; i += 1) {
      await transport.send(Buffer.from(BODY));
    }
    await new Promise(setImmediate);
    expect(warnings).toEqual([]);
  });
});
