import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StatsCollector } from '../../lib/collector/stats-collector';
import type { StatsCollectorOptions } from '../../lib/collector/stats-collector';
import { CommandLine } from '../support/command-line';

const folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-command-'));
const open: { close(): unknown }[] = [];
let command: CommandLine;

beforeAll(() => {
  command = new CommandLine(folder);
}, 30_000);

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

afterAll(() => {
  command.stop();
  rmSync(folder, { recursive: true });
});

async function collect(options?: StatsCollectorOptions): Promise<StatsCollector> {
  const collector = await StatsCollector.start(options);
  open.push(collector);
  return collector;
}

describe('nestjs-stats', () => {
  it('says what it can do, and its version', async () => {
    const help = await command.run(['--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toMatch(/^Usage: nestjs-stats COMMAND \[OPTIONS\]\n/);
    expect(await command.run(['--version'])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
  });

  it.each(['listen', 'send'])('says what %s can do', async (name) => {
    const { exitCode, stdout } = await command.run([name, '--help']);
    expect([exitCode, stdout.split(' [', 1)[0]]).toEqual([0, `Usage: nestjs-stats ${name}`]);
  });

  it.each([
    [['lisen'], 'There is no command "lisen".\nTry: nestjs-stats --help'],
    [['listen', '--udp', 'x'], '--udp takes a port from 0 to 65535, not "x".\nTry: nestjs-stats listen --help'],
    [['listen', '--dialect', 'x'], /--dialect takes one of statsd, .*, not "x".\n/],
    [['listen', '--foo'], "Unknown option '--foo'"],
    [['send', '--to', 'ftp://x', 'a:1|c'], /Expected `--to` to be a URL of scheme udp: .*, got 'ftp:\/\/x'\.\n/],
  ])('is called in a wrong way by %j', async (args, message) => {
    const { exitCode, stderr, stdout } = await command.run(args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('nestjs-stats listen', () => {
  it('shows what came, a line a series, until Ctrl-C', async () => {
    const { child, ended, prints } = command.start(['listen', '--udp', '0', '--tcp', '0', '--page', '0']);
    const [, udp = '', tcp = '', page = ''] = await prints(
      /^Listening on (udp:\S+) (tcp:\S+) · page: (http:\S+) · Ctrl-C ends it\n/,
    );
    expect((await fetch(page)).status).toBe(200);
    await command.run(['send', '--to', tcp, 'orders.placed:2|c|#channel:web']);
    await command.run(['send', '--to', udp, 'stock:-5|g']);
    await prints(/^orders\.placed\{channel=web\} counter count=2 rate=\S+\/s$/m);
    await prints(/^stock gauge count=1 rate=\S+ last=-5$/m);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ exitCode: 0 });
  });

  it('prints JSON, an object a line', async () => {
    const { child, ended, prints } = command.start(['listen', '--udp', '0', '--json']);
    const [, udp = ''] = await prints(/^Listening on (\S+) /);
    await command.run(['send', '--to', udp, 'orders.placed:2|c|#channel:web,new']);
    await prints(/orders/);
    child.kill('SIGTERM');
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      name: 'orders.placed',
      kind: 'counter',
      tags: { channel: 'web', new: '' },
      count: 2,
      perSecond: expect.any(Number),
      lastSeenMs: expect.any(Number),
    });
  });

  it('asks HTTP clients for the secret of the environment', async () => {
    const { child, ended, prints } = command.start(['listen', '--http', '0'], { STATS_SECRET: 's3cret' });
    const [, url = ''] = await prints(/^Listening on (\S+) /);
    expect((await fetch(url, { method: 'POST', body: 'a:1|c' })).status).toBe(401);
    const sent = await command.run(['send', '--to', url.replace('//', '//:s3cret@'), 'a:1|c']);
    expect(sent).toMatchObject({ exitCode: 0, stderr: `Sent 1 line in 1 packet to ${url.replace('//', '//…@')}.\n` });
    await prints(/^a counter count=1/m);
    child.kill('SIGINT');
    await ended;
  });

  it('ends when nobody reads what it prints any more', async () => {
    const { child, ended, prints } = command.start(['listen', '--udp', '0']);
    const [, udp = ''] = await prints(/^Listening on (\S+) /);
    child.stdout.destroy();
    await command.run(['send', '--to', udp, 'a:1|c']);
    expect(await ended).toMatchObject({ exitCode: 0 });
  });

  it('says which port is taken, and leaves none open', async () => {
    const collector = await collect({ tcp: true });
    const { port } = new URL(collector.url);
    const { exitCode, stderr } = await command.run(['listen', '--udp', '0', '--tcp', port]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(`nestjs-stats: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`);
  });
});

describe('nestjs-stats send', () => {
  it('sends the lines that are given', async () => {
    const collector = await collect();
    const sent = await command.run(['send', '--to', collector.url, 'a:1|c', 'b:2:3|ms|#x:y']);
    expect(sent).toEqual({ exitCode: 0, stdout: '', stderr: `Sent 2 lines in 1 packet to ${collector.url}.\n` });
    await collector.waitFor(2);
    expect(collector.lines()).toEqual(['a:1|c', 'b:2:3|ms|#x:y']);
  });

  it('sends the lines of standard input, however many, to the server of the environment', async () => {
    const collector = await collect({ tcp: true });
    const input = Array.from({ length: 5_000 }, (_, at) => `n.${at}:1|c\r\n`).join('\n');
    const { exitCode } = await command.run(['send'], { input, env: { STATS_URL: collector.url } });
    expect(exitCode).toBe(0);
    await collector.waitFor(5_000);
    expect(collector.totals.refused).toBe(0);
    expect(collector.lines().at(-1)).toBe('n.4999:1|c');
  });

  it('sends no line that nobody could read, and says why', async () => {
    const collector = await collect();
    const { exitCode, stderr } = await command.run(['send', '--to', collector.url, 'orders.placed:1', 'a:1|c']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Not sent: "orders\.placed:1" \(.+\)\nSent 1 line in 1 packet to /);
    await collector.waitFor(1);
    expect(collector.lines()).toEqual(['a:1|c']);
  });

  it('tells what was lost', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { exitCode, stderr } = await command.run(['send', '--to', `tcp://127.0.0.1:${port}`, 'a:1|c']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/connect ECONNREFUSED/);
    expect(stderr).toMatch(/Sent 0 lines in 0 packets to tcp:\/\/127\.0\.0\.1:\d+\.\nLost 1 line\.\n$/);
  });

  it('has no secret in what it says', async () => {
    const collector = await collect({ http: true, secret: 'other' });
    const { exitCode, stderr } = await command.run([
      'send',
      '--to',
      collector.url.replace('//', '//:s3cret@'),
      'a:1|c',
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/refused a packet with status 401/);
    expect(stderr).not.toMatch(/s3cret/);
  });

  it('sends nothing where nothing is piped in', async () => {
    expect(await command.run(['send', '--to', 'udp://127.0.0.1:1'])).toMatchObject({
      exitCode: 0,
      stderr: 'Sent 0 lines in 0 packets to udp://127.0.0.1:1.\n',
    });
  });
});
