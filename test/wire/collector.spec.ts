import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { StatsCollector } from '../../lib/collector/stats-collector';
import type { StatsCollectorOptions } from '../../lib/collector/stats-collector';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(options?: StatsCollectorOptions): Promise<StatsCollector> {
  const collector = await StatsCollector.start(options);
  open.push(collector);
  return collector;
}

function sendUdp(url: string, ...packets: (string | Uint8Array)[]): Promise<unknown> {
  const { hostname, port } = new URL(url);
  const socket = createSocket(hostname.startsWith('[') ? 'udp6' : 'udp4');
  open.push(socket);
  const host = hostname.replace(/[[\]]/g, '');
  return Promise.all(
    packets.map((packet) => new Promise((resolve) => socket.send(packet, Number(port), host, resolve))),
  );
}

/** Writes to the address of a stream listener and ends the connection. */
function sendStream(url: string, ...chunks: (string | Uint8Array)[]): Promise<void> {
  const { protocol, hostname, port, pathname } = new URL(url);
  const socket = protocol === 'tcp:' ? connect(Number(port), hostname) : connect(pathname);
  chunks.forEach((chunk) => socket.write(chunk));
  socket.end();
  return new Promise((resolve, reject) => socket.once('close', () => resolve()).once('error', reject));
}

async function post(url: string, body: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const response = await fetch(url, { method: 'POST', body, headers });
  return [response.status, await response.text()];
}

describe('over UDP', () => {
  it('is what a collector listens on when nothing is asked for', async () => {
    const collector = await start();
    expect(collector.url).toMatch(/^udp:\/\/127\.0\.0\.1:\d+$/);
    expect(collector.urls).toEqual({ udp: collector.url });
    await sendUdp(
      collector.url,
      'orders.placed:1|c|#channel:web\nstock:5|g',
      'orders.placed:2|c|#channel:web',
      'garbage',
    );
    await collector.waitFor(4);
    expect(collector.packets).toBe(3);
    expect(collector.lines()).toEqual([
      'orders.placed:1|c|#channel:web',
      'stock:5|g',
      'orders.placed:2|c|#channel:web',
      'garbage',
    ]);
    expect(collector.series('orders.placed', { channel: 'web' })).toMatchObject([{ kind: 'counter', count: 3 }]);
    expect(collector.snapshot().totals).toMatchObject({ packets: 3, bytes: 77, lines: 4, parsed: 3, refused: 1 });
  });

  it('listens on IPv6', async () => {
    const collector = await start({ host: '::1' });
    expect(collector.url).toMatch(/^udp:\/\/\[::1\]:\d+$/);
    await sendUdp(collector.url, 'a:1|c');
    await collector.waitFor(1);
    expect(collector.lines()).toEqual(['a:1|c']);
  });

  it('reads the dialect that it is told', async () => {
    const collector = await start({ dialect: 'datadog' });
    await sendUdp(collector.url, 'temperature:-5|g', 'm,a=b:1|c');
    await collector.waitFor(2);
    expect(collector.series()).toMatchObject([{ name: 'm,a=b' }, { name: 'temperature', last: -5 }]);
  });

  it('outlives garbage', async () => {
    const collector = await start();
    const bytes = Uint8Array.from({ length: 1_400 }, (_, index) => (index * 7919) % 256);
    await sendUdp(collector.url, bytes, new Uint8Array(0), '\n\n\n', 'x'.repeat(60_000), 'alive:1|c');
    await collector.waitFor((seen) => seen.series('alive').length === 1);
    expect(collector.totals.parsed).toBe(1);
  });
});

describe.each(['tcp', 'unix'] as const)('over %s streams', (name) => {
  it('reads lines, however they are cut', async () => {
    const collector = await start({ [name]: true });
    expect(collector.urls).toEqual({ [name]: collector.url });
    await sendStream(collector.url, 'a:1|c\nb:', '2|c\n', 'c:3|c\n');
    await collector.waitFor(3);
    expect(collector.lines()).toEqual(['a:1|c', 'b:2|c', 'c:3|c']);
  });

  it('refuses lines that are cut off or overlong', async () => {
    const collector = await start({ [name]: true });
    await sendStream(collector.url, 'x'.repeat(100_000), '\na:1|c\nb:2');
    await collector.waitFor(3);
    expect(collector.series()).toMatchObject([{ name: 'a', count: 1 }]);
    expect(collector.snapshot().refused.map(({ line, reason }) => [line.slice(0, 4), reason])).toEqual([
      ['xxxx', 'a line of more than 65536 bytes'],
      ['b:2', 'the connection ended within a line'],
    ]);
  });
});

describe('over Unix sockets', () => {
  it('reads packets behind their length', async () => {
    const collector = await start({ unixstream: true });
    expect(collector.url).toMatch(/^unixstream:\/\/\/.*collector\.sock$/);
    const packet = Buffer.from('\x10\0\0\0a:1|c\nb:-5|g|#a\n');
    packet.writeUInt32LE(packet.length - 4);
    await sendStream(collector.url, packet);
    await collector.waitFor(2);
    expect(collector.lines()).toEqual(['a:1|c', 'b:-5|g|#a']);
  });

  it('takes the place of a socket that nobody listens at', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'collector-spec-'));
    open.push({ close: () => rm(folder, { recursive: true }) });
    const path = join(folder, 'a.sock');
    await leaveDeadSocket(path);
    const collector = await start({ unix: path });
    expect(collector.url).toBe(`unix://${path}`);
    await sendStream(collector.url, 'a:1|c\n');
    await collector.waitFor(1);
  });

  it('does not take the place of one that somebody listens at', async () => {
    const first = await start({ unix: true });
    const path = new URL(first.url).pathname;
    await expect(StatsCollector.start({ unix: path })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('leaves nothing behind', async () => {
    const collector = await StatsCollector.start({ unix: true });
    const path = new URL(collector.url).pathname;
    await expect(stat(path)).resolves.toBeDefined();
    await collector.close();
    await expect(stat(join(path, '..'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('over HTTP', () => {
  const json = { 'content-type': 'application/json' };
  const text = { 'content-type': 'text/plain; charset=utf-8' };

  it('reads JSON groups and lines', async () => {
    const collector = await start({ http: true });
    expect(await post(`${collector.url}/http`, '{"counters":{"a":2},"timers":{"t":[1,2]}}', json)).toEqual([204, '']);
    expect(await post(collector.url, 'a:1|c\nb:1|g', text)).toEqual([204, '']);
    expect(collector.series().map(({ name, count }) => [name, count])).toEqual([
      ['a', 3],
      ['b', 1],
      ['t', 2],
    ]);
    expect(collector.lines()).toEqual(['{"counters":{"a":2}}', '{"timers":{"t":[1,2]}}', 'a:1|c', 'b:1|g']);
  });

  it('answers what it could not take', async () => {
    const collector = await start({ http: true });
    expect(await post(collector.url, '{', json)).toEqual([400, 'not JSON\n']);
    expect(await post(collector.url, 'nonsense', text)).toEqual([400, 'no ":" between a name and a value\n']);
    expect(await post(collector.url, 'nonsense\na:1|c', text)).toEqual([204, '']);
    expect((await fetch(collector.url)).status).toBe(405);
    expect((await post(collector.url, 'x'.repeat(4_194_305), text))[0]).toBe(413);
    expect(collector.totals).toMatchObject({ parsed: 1, refused: 3 });
  });

  it('asks for the secret', async () => {
    const collector = await start({ http: true, secret: 'köy' });
    const basic = (credentials: string): Record<string, string> => ({
      ...text,
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
    });
    expect((await post(collector.url, 'a:1|c', text))[0]).toBe(401);
    expect((await post(collector.url, 'a:1|c', basic('köx:')))[0]).toBe(401);
    expect((await post(collector.url, 'a:1|c', basic('köy:1')))[0]).toBe(401);
    expect((await post(collector.url, 'a:1|c', basic('köy:')))[0]).toBe(204);
    expect(collector.totals.lines).toBe(1);
    expect(collector.url).not.toContain('k');
  });
});

describe('waiting', () => {
  it('ends when the predicate is true', async () => {
    const collector = await start();
    const seen = collector.waitFor(({ totals }) => totals.parsed === 2);
    await sendUdp(collector.url, 'a:1|c', 'b:1|c');
    await seen;
    expect(collector.totals.parsed).toBe(2);
  });

  it('in vain says what came instead', async () => {
    const collector = await start();
    await sendUdp(collector.url, 'a:1|c\nb:x|c');
    await collector.waitFor(2);
    await expect(collector.waitFor(3, { timeoutMs: 5 })).rejects.toThrow(
      [
        'Waited 5 ms for 3 lines. 2 lines came in 1 packets, 1 refused, the latest:',
        '  a:1|c',
        '  b:x|c',
        '  refused: b:x|c (not a number: "x")',
      ].join('\n'),
    );
  });

  it('ends with what the predicate throws, or when the collector is closed', async () => {
    const collector = await StatsCollector.start();
    await expect(
      collector.waitFor(() => {
        throw new Error('wrong');
      }),
    ).rejects.toThrow('wrong');
    await Promise.all([
      expect(collector.waitFor(1)).rejects.toThrow('The collector was closed. 0 lines came in 0 packets'),
      collector.close(),
      collector.close(),
    ]);
  });
});

it('opens all that is asked for, and nothing where one cannot be opened', async () => {
  const collector = await start({ udp: true, tcp: true, http: true, unix: true });
  expect(Object.keys(collector.urls)).toEqual(['udp', 'tcp', 'http', 'unix']);
  const { port } = new URL(collector.urls.tcp ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'collector-spec-'));
  open.push({ close: () => rm(folder, { recursive: true }) });
  const path = join(folder, 'a.sock');
  await expect(StatsCollector.start({ udp: true, tcp: Number(port), unix: path })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('forgets the oldest lines', async () => {
  const collector = await start({ maxLines: 2 });
  await sendUdp(collector.url, 'a:1|c\nb:1|c\nc:1|c');
  await collector.waitFor(3);
  expect(collector.lines()).toEqual(['b:1|c', 'c:1|c']);
});

/** A socket file as a killed process leaves it: closed by the end of the process, not by its server. */
async function leaveDeadSocket(path: string): Promise<void> {
  const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  const child = spawn(process.execPath, ['-e', script]);
  await new Promise((resolve) => child.once('exit', resolve));
}
