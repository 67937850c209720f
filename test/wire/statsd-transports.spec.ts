import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../lib/transports/create-transport';
import { RecordingContext } from '../support/recording-context';
import { StatsdDaemon } from '../support/statsd-daemon';

let daemon: StatsdDaemon;

beforeAll(async () => {
  daemon = await StatsdDaemon.start();
});

afterAll(() => daemon.stop());

it('brings packets to the statsd daemon over UDP, TCP and a Unix socket, close included', async () => {
  const context = new RecordingContext();
  for (const [url, packet] of [
    [daemon.urls.udp, 'udp.a:3|c\nudp.b:4|c'],
    [daemon.urls.tcp, 'tcp.a:3|c\ntcp.b:4|c\n'],
    [daemon.urls.unix, 'unix.a:3|c\nunix.b:4|c\n'],
  ] as const) {
    const transport = createTransport(url, context);
    onTestFinished(() => transport.close());
    await transport.send(Buffer.from(packet));
    await transport.send(Buffer.from(packet));
    await transport.close();
  }
  await daemon.waitForLines(12);
  expect(await daemon.counters()).toEqual({ 'udp.a': 6, 'udp.b': 8, 'tcp.a': 6, 'tcp.b': 8, 'unix.a': 6, 'unix.b': 8 });
  expect(context.messages).toEqual([]);
});
