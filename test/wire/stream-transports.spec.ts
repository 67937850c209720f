import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTransport } from '../../lib/transports/create-transport';
import type { Transport } from '../../lib/transports/transport';
import type { TransportOptions } from '../../lib/transports/transport-options';
import { LineServer } from '../support/line-server';
import type { LineServerOptions } from '../support/line-server';
import { RecordingContext } from '../support/recording-context';
import { temporaryFolder } from '../support/temporary-folder';
import { UdpServer } from '../support/udp-server';

async function listen(options: LineServerOptions = {}): Promise<LineServer> {
  const server = await LineServer.listen(options);
  onTestFinished(() => server.kill());
  return server;
}

function make(options: string | TransportOptions): { transport: Transport; context: RecordingContext } {
  const context = new RecordingContext();
  const transport = createTransport(options, context);
  onTestFinished(() => transport.close());
  return { transport, context };
}

const packet = (text: string): Buffer => Buffer.from(`${text}\n`);

/** A place to listen at, free again after each `kill()`. */
async function freePlace(type: 'tcp' | 'unix'): Promise<{ url: string; where: LineServerOptions }> {
  if (type === 'unix') {
    const path = join(temporaryFolder(), 'stats.sock');
    return { url: `unix://${path}`, where: { path } };
  }
  const server = await LineServer.listen();
  const { port } = server;
  await server.kill();
  return { url: `tcp://127.0.0.1:${port}`, where: { port } };
}

describe.each(['tcp', 'unix'] as const)('the transport %s', (type) => {
  it('sends packets in order over one connection', async () => {
    const { url, where } = await freePlace(type);
    const server = await listen(where);
    const { transport, context } = make(url);
    expect(transport.connected).toBe(false);
    for (let i = 0; i < 100; i += 1) {
      await transport.send(packet(`a:${i}|c\nb:${i}|c`));
    }
    const lines = Array.from({ length: 100 }, (_, i) => [`a:${i}|c`, `b:${i}|c`]).flat();
    expect(await server.lines.atLeast(200)).toEqual(lines);
    expect(server.connections.all).toHaveLength(1);
    expect([transport.connected, transport.reconnects, context.messages]).toEqual([true, 0, []]);
  });

  it('opens without a packet, and does not mind that nobody listens', async () => {
    const { url, where } = await freePlace(type);
    const { transport, context } = make(url);
    await transport.open?.();
    expect(transport.connected).toBe(false);
    expect(context.messages).toHaveLength(1);
    expect(context.messages[0]).toMatch(`Could not connect to ${url}, it is tried again until it works: connect E`);
    const server = await listen(where);
    await server.connections.atLeast(1);
  });

  it('keeps a packet until somebody listens', async () => {
    const { url, where } = await freePlace(type);
    const { transport, context } = make(url);
    const sent = transport.send(packet('a:1|c'));
    await context.errors.atLeast(2);
    const server = await listen(where);
    await sent;
    expect(await server.lines.atLeast(1)).toEqual(['a:1|c']);
    expect(transport.reconnects).toBe(0);
  });

  it('goes on when the server was killed and started again', async () => {
    const { url, where } = await freePlace(type);
    const first = await LineServer.listen(where);
    const { transport, context } = make(url);
    let sent = 0;
    const stop = new AbortController();
    const sending = (async () => {
      while (!stop.signal.aborted) {
        await transport.send(packet(`a:${(sent += 1)}|c`));
        await new Promise(setImmediate);
      }
    })();
    await first.lines.atLeast(10);
    await first.kill();
    await context.errors.atLeast(2);
    expect(transport.connected).toBe(false);
    const second = await listen(where);
    await second.lines.atLeast(10);
    stop.abort();
    await sending;
    await second.lines.atLeast(sent - Number(/\d+/.exec(second.lines.all[0]!)![0]));
    const numbers = [...first.lines.all, ...second.lines.all].map((line) => Number(/\d+/.exec(line)![0]));
    // In order, whole, each at most once more than needed; only what the killed process had in hand is missing.
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers.at(-1)).toBe(sent);
    expect(transport.reconnects).toBe(1);
    expect(context.messages[0]).toMatch(`The connection to ${url} was lost and is made again: `);
  });

  it('sends a half-written packet again whole', async () => {
    const { url, where } = await freePlace(type);
    const stuck = await LineServer.listen({ ...where, reads: false });
    const { transport } = make(url);
    const long = packet('x'.repeat(32_000_000));
    const sent = transport.send(long);
    const { socket } = (await stuck.connections.atLeast(1))[0]!;
    // Some of it is under way: the next bytes wait for a reader that never comes.
    await new Promise((resolve) => socket.once('readable', resolve));
    await stuck.kill();
    const server = await listen(where);
    await sent;
    expect((await server.lines.atLeast(1))[0]).toHaveLength(32_000_000);
    expect(server.lines.all).toHaveLength(1);
  });

  it('holds a packet that the server does not read, and gives it up when closed', async () => {
    const { url, where } = await freePlace(type);
    const server = await listen({ ...where, reads: false });
    const { transport } = make(url);
    let outcome = 'waiting';
    const sent = transport.send(packet('x'.repeat(32_000_000))).then(
      () => (outcome = 'sent'),
      (error: Error) => (outcome = error.message),
    );
    await server.connections.atLeast(1);
    expect(outcome).toBe('waiting');
    const start = performance.now();
    await transport.close();
    await sent;
    expect(performance.now() - start).toBeLessThan(90);
    expect(outcome).toBe(`The transport ${url} was closed before a packet was sent.`);
  });

  it('loses nothing that was written when it is closed', async () => {
    const { url, where } = await freePlace(type);
    const server = await listen(where);
    const { transport } = make(url);
    const lines = Array.from({ length: 50_000 }, (_, i) => `a.longer.name:${i}|c`);
    await transport.send(packet(lines.join('\n')));
    await transport.close();
    expect(await server.lines.atLeast(50_000)).toEqual(lines);
    await expect(transport.send(packet('late:1|c'))).rejects.toMatchObject({
      code: 'STATS_TRANSPORT',
      message: `The transport ${url} is closed.`,
    });
  });

  it('closes within its 100 ms of goodbye when the server never hangs up', async () => {
    const { url, where } = await freePlace(type);
    const server = await listen({ ...where, reads: false });
    const { transport } = make(url);
    await transport.send(packet('a:1|c'));
    await server.connections.atLeast(1);
    const start = performance.now();
    await Promise.all([transport.close(), transport.close()]);
    expect(performance.now() - start).toBeLessThan(250);
  });
});

describe('the transport tcp', () => {
  it('sends over IPv6', async () => {
    const server = await listen({ host: '::1' });
    const { transport } = make(`tcp://[::1]:${server.port}`);
    await transport.send(packet('a:1|c'));
    expect(await server.lines.atLeast(1)).toEqual(['a:1|c']);
  });

  it('makes the connection anew between two packets when it is too old', async () => {
    const server = await listen();
    const { transport } = make({ type: 'tcp', port: server.port, maxConnectionAgeMs: 60_000 });
    await transport.send(packet('a:1|c'));
    const [first] = await server.connections.atLeast(1);
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    onTestFinished(() => clock.mockRestore());
    await transport.send(packet('b:1|c'));
    expect(await server.lines.atLeast(2)).toEqual(['a:1|c', 'b:1|c']);
    expect(server.connections.all).toHaveLength(2);
    expect(Buffer.concat(first!.bytes).toString()).toBe('a:1|c\n');
    expect([transport.connected, transport.reconnects]).toEqual([true, 0]);
  });

  it('reconnects when the server says goodbye', async () => {
    const server = await listen();
    const { transport } = make(`tcp://127.0.0.1:${server.port}`);
    await transport.send(packet('a:1|c'));
    (await server.connections.atLeast(1))[0]!.socket.end();
    await server.connections.atLeast(2);
    await transport.send(packet('b:1|c'));
    expect(await server.lines.atLeast(2)).toEqual(['a:1|c', 'b:1|c']);
    expect(transport.reconnects).toBe(1);
  });

  it('takes no notice of what the server says', async () => {
    const server = await listen();
    const { transport, context } = make(`tcp://127.0.0.1:${server.port}`);
    await transport.send(packet('a:1|c'));
    const { socket } = (await server.connections.atLeast(1))[0]!;
    await new Promise((resolve) => socket.write('x'.repeat(5_000_000), resolve));
    await transport.send(packet('b:1|c'));
    expect(await server.lines.atLeast(2)).toEqual(['a:1|c', 'b:1|c']);
    expect(context.messages).toEqual([]);
  });
});

describe('the transport unix', () => {
  it('finds a socket that was removed and made again', async () => {
    const { url, where } = await freePlace('unix');
    const first = await LineServer.listen(where);
    const { transport, context } = make(url);
    await transport.send(packet('a:1|c'));
    await first.lines.atLeast(1);
    rmSync(where.path!);
    await first.kill();
    const sent = transport.send(packet('b:1|c'));
    await context.errors.atLeast(2);
    expect(context.messages[1]).toBe(
      `Could not connect to ${url}, it is tried again until it works: connect ENOENT ${where.path}.`,
    );
    const second = await listen(where);
    await sent;
    expect(await second.lines.atLeast(1)).toEqual(['b:1|c']);
  });
});

describe('the transport unixstream', () => {
  it('puts the length of each packet before it', async () => {
    const path = join(temporaryFolder(), 'dsd.socket');
    const server = await listen({ path });
    const { transport } = make(`unixstream://${path}`);
    await transport.send(packet('a:1|c\nb:2|c'));
    await transport.send(packet('ü'.repeat(200)));
    await server.lines.atLeast(3);
    const bytes = Buffer.concat(server.connections.all[0]!.bytes);
    expect(bytes.subarray(0, 16).toString('latin1')).toBe('\x0c\0\0\0a:1|c\nb:2|c\n');
    expect(bytes.subarray(16, 20)).toEqual(Buffer.from([0x91, 0x01, 0, 0]));
    expect(bytes.length).toBe(16 + 4 + 401);
  });
});

describe('a stream transport at the wrong server', () => {
  it('waits where a UDP server listens', async () => {
    const server = await UdpServer.listen();
    onTestFinished(() => server.close());
    const { transport, context } = make(`tcp://127.0.0.1:${server.port}`);
    await transport.open?.();
    expect(context.messages[0]).toContain('ECONNREFUSED');
  });
});
