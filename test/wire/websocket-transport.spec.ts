import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../lib/transports/create-transport';
import type { Transport } from '../../lib/transports/transport';
import type { TransportOptions } from '../../lib/transports/transport-options';
import { HttpServer } from '../support/http-server';
import { LineServer } from '../support/line-server';
import { RecordingContext } from '../support/recording-context';
import { WebSocketServer } from '../support/websocket-server';

async function listen(port?: number): Promise<WebSocketServer> {
  const server = await WebSocketServer.listen(port);
  onTestFinished(() => server.kill());
  return server;
}

function make(options: string | TransportOptions): { transport: Transport; context: RecordingContext } {
  const context = new RecordingContext();
  const transport = createTransport(options, context);
  onTestFinished(() => transport.close());
  return { transport, context };
}

describe('the transport ws', () => {
  it('sends each body as one text message over one connection', async () => {
    const server = await listen();
    const { transport, context } = make(`ws://127.0.0.1:${server.port}/in`);
    await transport.send(Buffer.from('{"counters":{"ü":1}}'));
    await transport.send(Buffer.from('{"gauges":{"b":2}}'));
    expect(await server.messages.atLeast(2)).toEqual([
      { text: '{"counters":{"ü":1}}', isBinary: false },
      { text: '{"gauges":{"b":2}}', isBinary: false },
    ]);
    expect(server.handshakes.all).toHaveLength(1);
    expect([transport.connected, transport.reconnects, context.messages]).toEqual([true, 0, []]);
  });

  it('shows the secret and further headers in the handshake', async () => {
    const server = await listen();
    const { transport } = make({
      type: 'ws',
      url: `ws://:secret@127.0.0.1:${server.port}`,
      headers: { 'X-Team': 'web' },
    });
    await transport.open?.();
    expect(await server.handshakes.atLeast(1)).toMatchObject([
      { authorization: `Basic ${Buffer.from('secret:').toString('base64')}`, 'x-team': 'web' },
    ]);
  });

  it('goes on when the server was killed and started again', async () => {
    const first = await WebSocketServer.listen();
    const { port } = first;
    const { transport, context } = make(`ws://127.0.0.1:${port}`);
    await transport.send(Buffer.from('1'));
    await first.messages.atLeast(1);
    await first.kill();
    await context.errors.atLeast(2);
    expect(transport.connected).toBe(false);
    const sent = transport.send(Buffer.from('2'));
    const second = await listen(port);
    await sent;
    await transport.send(Buffer.from('3'));
    expect(await second.messages.atLeast(2)).toMatchObject([{ text: '2' }, { text: '3' }]);
    expect(transport.reconnects).toBe(1);
    expect(context.messages[1]).toBe(
      `Could not connect to ws://127.0.0.1:${port}/, it is tried again until it works: connect ECONNREFUSED 127.0.0.1:${port}.`,
    );
  });

  it('sends a half-written message again whole', async () => {
    const stuck = await LineServer.listen({ reads: false });
    const { port } = stuck;
    const { transport } = make({ type: 'ws', url: `ws://127.0.0.1:${port}`, connectTimeoutMs: 60_000 });
    const body = Buffer.alloc(32_000_000, 'x');
    const sent = transport.send(body);
    const { socket } = (await stuck.connections.atLeast(1))[0]!;
    // A server that accepts the handshake and reads nothing of the message.
    const head = await new Promise<string>((resolve) => {
      socket.once('readable', () => resolve(String(socket.read())));
    });
    const { createHash } = await import('node:crypto');
    const key = /Sec-WebSocket-Key: (.*)\r\n/i.exec(head)![1]!;
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    await new Promise((resolve) => {
      socket.once('readable', resolve);
    });
    await stuck.kill();
    const server = await listen(port);
    await sent;
    expect((await server.messages.atLeast(1))[0]!.text).toHaveLength(32_000_000);
  });

  it('tries again for ever where there is no WebSocket server, and shows no secret', async () => {
    const server = await HttpServer.listen();
    onTestFinished(() => server.kill());
    const { transport, context } = make(`ws://:hunter2@127.0.0.1:${server.port}/in?key=hunter2`);
    const unsent = transport.send(Buffer.from('1')).catch((error: Error) => error.message);
    await context.errors.atLeast(2);
    expect(context.messages[0]).toMatch(
      `Could not connect to ws://127.0.0.1:${server.port}/in, it is tried again until it works: `,
    );
    const shown = inspect([transport, context.errors.all], { depth: Infinity, showHidden: true });
    await transport.close();
    expect(await unsent).toBe(`The transport ws://127.0.0.1:${server.port}/in was closed before a packet was sent.`);
    expect(shown).not.toContain('hunter2');
    expect(shown).not.toContain(Buffer.from('hunter2:').toString('base64'));
  });

  it('closes at once, and loses nothing that was written', async () => {
    const server = await listen();
    const { transport } = make(`ws://127.0.0.1:${server.port}`);
    const body = Buffer.alloc(1_000_000, 'x');
    await transport.send(body);
    const start = performance.now();
    await transport.close();
    expect(performance.now() - start).toBeLessThan(250);
    expect((await server.messages.atLeast(1))[0]!.text).toHaveLength(1_000_000);
  });

  it('takes no notice of what the server says', async () => {
    const server = await listen();
    const { transport, context } = make(`ws://127.0.0.1:${server.port}`);
    await transport.send(Buffer.from('1'));
    await server.messages.atLeast(1);
    (server.clients[0] as unknown as { send(text: string): void }).send('hello');
    await transport.send(Buffer.from('2'));
    await server.messages.atLeast(2);
    expect(context.messages).toEqual([]);
  });
});
