import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StatsdDaemon } from '../support/statsd-daemon';

let daemon: StatsdDaemon;

beforeAll(async () => {
  daemon = await StatsdDaemon.start();
});

afterAll(async () => {
  await daemon.stop();
});

it('shows what came over UDP, TCP and its Unix socket', async () => {
  const { port: udpPort } = new URL(daemon.urls.udp);
  const udp = createSocket('udp4');
  const values = Array.from({ length: 150 }, (_, index) => index);
  udp.send('hits:3|c\nhits:1|c|@0.5\ntagged:1|c|#env:test,az:a', Number(udpPort), '127.0.0.1');
  udp.send('stock:5|g\nstock:-2|g\ncold:0|g\ncold:-5|g\nusers:7|s\nusers:9|s\nusers:7|s', Number(udpPort), '127.0.0.1');
  udp.send(values.map((value) => `db:${value}|ms`).join('\n'), Number(udpPort), '127.0.0.1');
  connect(Number(new URL(daemon.urls.tcp).port), '127.0.0.1').end('tcp.hits:4|c\n');
  connect(new URL(daemon.urls.unix).pathname).end('unix.hits:5|c\n');
  await daemon.waitForLines(162);
  udp.close();

  expect(await daemon.counters()).toEqual({
    hits: 5,
    'tagged;env=test;az=a': 1,
    'tcp.hits': 4,
    'unix.hits': 5,
  });
  expect(await daemon.gauges()).toEqual({ stock: 3, cold: -5 });
  expect(await daemon.timers()).toEqual({ db: values });
  expect(await daemon.sets()).toEqual({ users: ['7', '9'] });
  expect(await daemon.stats()).toMatchObject({ 'messages.bad_lines_seen': 0 });
});

it('counts bad lines and prints them', async () => {
  const before = (await daemon.stats())['messages.bad_lines_seen'] ?? 0;
  const udp = createSocket('udp4');
  udp.send('bad:NaN|g', Number(new URL(daemon.urls.udp).port), '127.0.0.1');
  await daemon.waitForLines(163);
  udp.close();
  expect((await daemon.stats())['messages.bad_lines_seen']).toBe(before + 1);
  expect(daemon.output).toContain('Bad line: NaN,g in msg "bad:NaN|g"');
});

it('says what it has seen when it waits in vain', async () => {
  await expect(daemon.waitForLines(10_000, { timeoutMs: 10 })).rejects.toThrow(
    /should have read 10000 lines within 10 ms; it has read \d+ lines and printed/,
  );
});
