import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../lib/transports/create-transport';
import type { Transport } from '../../lib/transports/transport';
import type { TlsOptions } from '../../lib/transports/transport-options';
import { canMakeCertificates, makeCertificates } from '../support/certificates';
import type { Certificates } from '../support/certificates';
import { LineServer } from '../support/line-server';
import { RecordingContext } from '../support/recording-context';

function make(options: Omit<TlsOptions, 'type'>): { transport: Transport; context: RecordingContext } {
  const context = new RecordingContext();
  const transport = createTransport({ type: 'tls', ...options }, context);
  onTestFinished(() => transport.close());
  return { transport, context };
}

describe.skipIf(!canMakeCertificates())('the transport tls (skipped where there is no openssl)', () => {
  let folder: string;
  let certificates: Certificates;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-'));
    certificates = makeCertificates(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function listen(options: { requestCert?: boolean; port?: number } = {}): Promise<LineServer> {
    const { ca, server } = certificates;
    const lineServer = await LineServer.listen({
      tls: { ...server, ca, requestCert: options.requestCert === true, rejectUnauthorized: true },
      port: options.port ?? 0,
    });
    onTestFinished(() => lineServer.kill());
    return lineServer;
  }

  it('sends to a server that it can verify', async () => {
    const server = await listen();
    const { transport, context } = make({ port: server.port, ca: certificates.ca });
    await transport.send(Buffer.from('a:1|c\n'));
    expect(await server.lines.atLeast(1)).toEqual(['a:1|c']);
    expect([transport.connected, context.messages]).toEqual([true, []]);
  });

  it('asks for the name and verifies it', async () => {
    const server = await listen();
    const { transport } = make({ port: server.port, ca: Buffer.from(certificates.ca), servername: 'stats.test' });
    await transport.send(Buffer.from('a:1|c\n'));
    await server.lines.atLeast(1);
    const { socket } = server.connections.all[0]!;
    expect((socket as TLSSocket & { servername: string }).servername).toBe('stats.test');
  });

  it('sends nothing to a server that nobody vouches for', async () => {
    const server = await listen();
    const { transport, context } = make({ port: server.port });
    await transport.open?.();
    expect(context.messages[0]).toMatch(
      new RegExp(
        `^Could not connect to tls://127.0.0.1:${server.port}, it is tried again until it works: .*certificate`,
      ),
    );
    expect([transport.connected, server.lines.all]).toEqual([false, []]);
  });

  it('sends nothing to a server of another name, and shows little of its certificate', async () => {
    const server = await listen();
    const { transport, context } = make({ port: server.port, ca: certificates.ca, servername: 'other.test' });
    await transport.open?.();
    expect(context.messages[0]).toContain("Host: other.test. is not in the cert's altnames");
    const { cause } = context.errors.all[0]!;
    expect(Object.keys(cause as Error)).toEqual(['code']);
    expect(server.lines.all).toEqual([]);
  });

  it('shows its own certificate where the server wants one', async () => {
    const server = await listen({ requestCert: true });
    const { ca, client } = certificates;
    const { transport } = make({ port: server.port, ca, cert: client.cert, key: client.key });
    await transport.send(Buffer.from('a:1|c\n'));
    expect(await server.lines.atLeast(1)).toEqual(['a:1|c']);
  });

  it('goes on when the server was killed and started again', async () => {
    const first = await listen();
    const { port } = first;
    const { transport, context } = make({ port, ca: certificates.ca });
    await transport.send(Buffer.from('a:1|c\n'));
    await first.lines.atLeast(1);
    await first.kill();
    await context.errors.atLeast(1);
    const sent = transport.send(Buffer.from('b:1|c\n'));
    const second = await listen({ port });
    await sent;
    expect(await second.lines.atLeast(1)).toEqual(['b:1|c']);
    expect(transport.reconnects).toBe(1);
  });

  it('loses nothing that was written when it is closed', async () => {
    const server = await listen();
    const { transport } = make({ port: server.port, ca: certificates.ca });
    const lines = Array.from({ length: 50_000 }, (_, i) => `a.longer.name:${i}|c`);
    await transport.send(Buffer.from(`${lines.join('\n')}\n`));
    await transport.close();
    expect(await server.lines.atLeast(50_000)).toEqual(lines);
  });

  it('gives up on a server that never answers the handshake', async () => {
    const plain = await LineServer.listen();
    onTestFinished(() => plain.kill());
    const { transport, context } = make({ port: plain.port });
    const options = { type: 'tls', port: plain.port, connectTimeoutMs: 50 } as const;
    await transport.close();
    const impatient = createTransport(options, context);
    onTestFinished(() => impatient.close());
    await impatient.open?.();
    expect(context.messages).toEqual([
      `Could not connect to tls://127.0.0.1:${plain.port}, it is tried again until it works: no connection within 50 ms.`,
    ]);
  });

  it('says at construction when certificate and key are not a pair', () => {
    const { server, client } = certificates;
    expect(() => make({ cert: server.cert, key: client.key })).toThrow(
      expect.objectContaining({
        code: 'STATS_INVALID_OPTION',
        message: expect.stringMatching(/^Expected `transport.ca`, `cert` and `key` to be PEM that belongs together: /),
      }),
    );
  });
});
