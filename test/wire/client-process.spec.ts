import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientProcesses } from '../support/client-processes';
import { LineServer } from '../support/line-server';
import { UdpServer } from '../support/udp-server';

const LIMIT_MS = 30_000;
const runWithClient = clientProcesses();

/** A port on which nothing listens. */
async function deadPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function udpServer(): Promise<UdpServer> {
  const server = await UdpServer.listen();
  onTestFinished(() => server.close());
  return server;
}

async function tcpServer(reads = true): Promise<LineServer> {
  const server = await LineServer.listen({ reads });
  onTestFinished(() => server.kill());
  return server;
}

describe('a process', { timeout: LIMIT_MS }, () => {
  it.each(['udp', 'tcp'])('ends by itself with an open client over %s', async (type) => {
    const port = type === 'udp' ? (await udpServer()).port : (await tcpServer()).port;
    const { code, stderr } = await runWithClient(`
      const stats = new StatsClient({ transport: '${type}://127.0.0.1:${port}', telemetry: true });
      await stats.open();
      stats.incr('x');
      stats.observe('g', () => 1);
      await stats.flush();
      stats.incr('y');
    `);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(['udp', 'tcp', 'unix'])('ends by itself with a client over %s that nobody answers', async (type) => {
    const where = type === 'unix' ? '/nowhere/at/all.sock' : `127.0.0.1:${await deadPort()}`;
    const { code } = await runWithClient(`
      const stats = new StatsClient({ transport: '${type}://${where}', flushIntervalMs: 1, onError: () => {} });
      stats.incr('x');
      await new Promise((resolve) => setTimeout(resolve, 50));
    `);
    expect(code).toBe(0);
  });

  it('ends by itself although nothing was recorded, and although flush was never awaited', async () => {
    const { port, packets } = await udpServer();
    const { code } = await runWithClient(`
      new StatsClient({ transport: 'udp://127.0.0.1:${port}' });
      const stats = new StatsClient({ transport: 'udp://127.0.0.1:${port}' });
      stats.incr('x');
      void stats.flush();
    `);
    expect(code).toBe(0);
    // What a flush waits for keeps the process alive.
    expect(await packets.atLeast(1)).toEqual(['x:1|c']);
  });

  it('gets everything out by close', async () => {
    const { port, packets } = await udpServer();
    const { code, stdout } = await runWithClient(`
      const stats = new StatsClient({ transport: 'udp://127.0.0.1:${port}', prefix: 'app' });
      for (let i = 0; i < 500; i += 1) stats.incr('x', 1, { i });
      stats.gauge('g', -1);
      stats.pipeline((pipe) => pipe.incr('pipe'));
      stats.observe('observed', async () => 7);
      say(await stats.close());
      say(stats.report());
    `);
    const [result, report] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>);
    expect(code).toBe(0);
    expect(result).toMatchObject({ lines: 504, dropped: 0, timedOut: false });
    expect(report).toMatchObject({ recorded: 503, lines: 504, packets: result!['packets'] });
    const received = await packets.atLeast(result!['packets']!);
    const lines = received.flatMap((packet) => packet.split('\n'));
    expect(lines).toHaveLength(504);
    expect(lines[0]).toBe('app.pipe:1|c');
    expect(lines.slice(-3)).toEqual(['app.g:0|g', 'app.g:-1|g', 'app.observed:7|g']);
  });

  it('gets a hundred thousand series out by close over a stream', async () => {
    const server = await tcpServer();
    const { stdout } = await runWithClient(`
      const stats = new StatsClient({ transport: 'tcp://127.0.0.1:${server.port}', maxSeries: 100_000 });
      for (let i = 0; i < 100_000; i += 1) stats.incr('x', i, { i });
      say(await stats.close());
    `);
    expect(JSON.parse(stdout)).toMatchObject({ lines: 100_000, dropped: 0, timedOut: false });
    const lines = await server.lines.atLeast(100_000);
    expect([lines[0], lines[99_999], lines.length]).toEqual(['x:0|c|#i:0', 'x:99999|c|#i:99999', 100_000]);
  });

  it.each([
    ['nobody answers', async () => `tcp://127.0.0.1:${await deadPort()}`],
    ['the server accepts and never reads', async () => `tcp://127.0.0.1:${(await tcpServer(false)).port}`],
  ])('is kept by close for shutdownTimeoutMs and not for long after where %s', async (_, urlOf) => {
    const { code, stdout } = await runWithClient(`
      const stats = new StatsClient({
        transport: '${await urlOf()}',
        shutdownTimeoutMs: 300,
        maxSeries: 100_000,
        queue: { maxBytes: 64 * 1024 * 1024 },
        onError: () => {},
      });
      // More than the buffers of a socket take.
      for (let i = 0; i < 100_000; i += 1) stats.incr('x'.repeat(100), i, { i });
      const startedAt = performance.now();
      const result = await stats.close();
      const { lines, queuedBytes, dropped } = stats.report();
      say({ ...result, isSum: lines + dropped.transport + dropped.queueFull === 100_000, queuedBytes });
      say({ ms: performance.now() - startedAt });
    `);
    const [result, time] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).toBe(0);
    expect(result).toMatchObject({ timedOut: true, isSum: true, queuedBytes: 0 });
    expect(result!['dropped']).toBeGreaterThan(0);
    expect(time!['ms']).toBeGreaterThanOrEqual(299);
    // The close of the transport has its own 100 ms; the rest is what a busy machine may take.
    expect(time!['ms']).toBeLessThan(3_000);
  });

  it('is warned once of what was lost, in words that help', async () => {
    const { stderr } = await runWithClient(`
      const stats = new StatsClient({ transport: 'none:' });
      for (let i = 0; i < 3; i += 1) stats.incr('x', NaN);
      await stats.close();
    `);
    expect(stderr.split('\n')[0]).toMatch(
      /^\(node:\d+\) \[STATS_INVALID_CALL\] StatsWarning: A counter x was given NaN: it takes a finite number\.$/,
    );
    expect(stderr.match(/StatsWarning/g)).toHaveLength(1);
  });
});
