import { rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { canMakeCertificates, makeCertificates } from '../support/certificates';
import type { Certificates } from '../support/certificates';
import { HttpServer } from '../support/http-server';
import { LineServer } from '../support/line-server';
import { DatagramPeer, MessageQueuePeer, whyNoNativePeers } from '../support/native-peers';
import { runWithTransports } from '../support/run-with-transports';
import { temporaryFolder } from '../support/temporary-folder';
import { WebSocketServer } from '../support/websocket-server';

const LIMIT_MS = 20_000;
const noNativePeers = whyNoNativePeers();

/** Sends once, waiting for at most half a second as a flush would, and then has nothing more to do. */
const sendOnce = (url: string): string => `{
  const wait = setTimeout(() => {}, 500);
  await createTransport(${JSON.stringify(url)}).send(Buffer.from('a:1|c\\n'));
  clearTimeout(wait);
  console.log('sent');
}`;

/** Tells whether it could send within half a second. */
const sendOrTell = (url: string): string => `
  const transport = createTransport({ type: '${url.slice(0, url.indexOf(':'))}', url: '${url}', secret: 's' });
  const sent = transport.send(Buffer.from('a:1|c')).then(() => console.log('sent'), () => console.log('not sent'));
  await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 500))]);
  await transport.close();
`;

describe('a process with nothing left to do', { timeout: LIMIT_MS }, () => {
  it.each(['udp://127.0.0.1:9', 'udp://localhost:9'])('ends with an open transport %s', async (url) => {
    expect(await runWithTransports(sendOnce(url))).toMatchObject({ code: 0, stdout: 'sent\n' });
  });

  it('ends with an open transport tcp', async () => {
    const server = await LineServer.listen();
    onTestFinished(() => server.kill());
    const result = await runWithTransports(sendOnce(`tcp://127.0.0.1:${server.port}`));
    expect(result).toEqual({ code: 0, stdout: 'sent\n', stderr: '' });
    expect(await server.lines.atLeast(1)).toEqual(['a:1|c']);
  });

  it('ends with an open transport unix', async () => {
    const path = join(temporaryFolder(), 'stats.sock');
    const server = await LineServer.listen({ path });
    onTestFinished(() => server.kill());
    expect(await runWithTransports(sendOnce(`unix://${path}`))).toEqual({ code: 0, stdout: 'sent\n', stderr: '' });
  });

  it('ends with an open transport http', async () => {
    const server = await HttpServer.listen();
    onTestFinished(() => server.kill());
    const result = await runWithTransports(sendOnce(`http://127.0.0.1:${server.port}`));
    expect(result).toEqual({ code: 0, stdout: 'sent\n', stderr: '' });
  });

  it('ends with an open transport ws', async () => {
    const server = await WebSocketServer.listen();
    onTestFinished(() => server.kill());
    const result = await runWithTransports(sendOnce(`ws://127.0.0.1:${server.port}`));
    expect(result).toEqual({ code: 0, stdout: 'sent\n', stderr: '' });
  });

  it.skipIf(noNativePeers !== undefined)(
    `ends with open transports unixgram and mqueue${noNativePeers === undefined ? '' : ` (${noNativePeers})`}`,
    async () => {
      const path = join(temporaryFolder(), 'dsd.socket');
      const peer = new DatagramPeer(path);
      const queue = new MessageQueuePeer(`/nestjs-stats-end-${process.pid}`);
      onTestFinished(() => {
        peer.close();
        queue.remove();
      });
      const script = sendOnce(`unixgram://${path}`) + sendOnce(`mqueue:///nestjs-stats-end-${process.pid}`);
      expect(await runWithTransports(script)).toEqual({ code: 0, stdout: 'sent\nsent\n', stderr: '' });
    },
  );

  it.each(['tcp', 'ws', 'http'])('ends while a transport %s waits for a server that is away', async (type) => {
    const gone = await LineServer.listen();
    const { port } = gone;
    await gone.kill();
    const { code, stdout, stderr } = await runWithTransports(sendOnce(`${type}://127.0.0.1:${port}`));
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('ECONNREFUSED');
  });
});

describe('the transport console', { timeout: LIMIT_MS }, () => {
  it('writes each packet with a line end', async () => {
    const script = `
      const transport = createTransport('console:');
      await transport.send(Buffer.from('a:1|c\\nb:1|c'));
      await transport.send(Buffer.from('ü:1|c'));
      await transport.close();
    `;
    expect(await runWithTransports(script)).toEqual({ code: 0, stdout: 'a:1|c\nb:1|c\nü:1|c\n', stderr: '' });
  });

  it('survives a reader that goes away', async () => {
    const script = `
      const transport = createTransport('console:');
      const send = () => transport.send(Buffer.alloc(100_000, 'x')).then(() => 'sent', (error) => error.cause.code);
      let outcome = 'sent';
      while (outcome === 'sent') outcome = await send();
      console.error([outcome, await send()].join());
    `;
    const { code, stderr } = await runWithTransports(script, { closesOutput: true });
    expect([code, stderr]).toEqual([0, 'EPIPE,EPIPE\n']);
  });
});

describe('without the optional packages', { timeout: LIMIT_MS }, () => {
  it.each([
    ['ws', 'ws://127.0.0.1:1'],
    ['ws', 'wss://127.0.0.1:1'],
    ['koffi', 'unixgram:///run/dsd.socket'],
    ['koffi', 'mqueue:///metrics'],
  ])('says at construction that %s is needed for %s', async (packageName, url) => {
    const script = `
      try { createTransport('${url}'); } catch (error) { console.log(error.name, error.code, error.message); }
    `;
    const type = url.slice(0, url.indexOf(':'));
    expect(await runWithTransports(script, { withPackages: false })).toEqual({
      code: 0,
      stdout: `StatsError STATS_MISSING_PACKAGE The transport ${type} needs the package ${packageName}: npm install ${packageName}.\n`,
      stderr: '',
    });
  });
});

describe.skipIf(!canMakeCertificates())('over TLS (skipped where there is no openssl)', { timeout: LIMIT_MS }, () => {
  let folder: string;
  let certificates: Certificates;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-'));
    certificates = makeCertificates(folder);
    writeFileSync(join(folder, 'ca.pem'), certificates.ca);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['https', 'wss'])('%s sends to a server that the runtime trusts, and to no other', async (type) => {
    const options = { tls: certificates.server };
    const server = type === 'https' ? await HttpServer.listen([], options) : await WebSocketServer.listen(0, options);
    onTestFinished(() => server.kill());
    const script = sendOrTell(`${type}://127.0.0.1:${server.port}/in`);
    const trusting = await runWithTransports(script, { env: { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } });
    expect(trusting).toEqual({ code: 0, stdout: 'sent\n', stderr: '' });
    const { code, stdout, stderr } = await runWithTransports(script);
    expect([code, stdout]).toEqual([0, 'not sent\n']);
    expect(stderr).toContain('certificate');
    const received = server instanceof HttpServer ? server.requests.all : server.messages.all;
    expect(received).toHaveLength(1);
  });
});
