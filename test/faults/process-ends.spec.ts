import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { TransportOptions } from '../../lib/transports/transport-options';
import { Application, useApplications } from '../support/application';
import type { ApplicationOptions, Ending } from '../support/application';
import { canMakeCertificates, makeCertificates } from '../support/certificates';
import type { Certificates } from '../support/certificates';
import { gapsOf, note, outcomeOf } from '../support/fault-outcome';
import type { FaultOutcome } from '../support/fault-outcome';
import { FaultServer } from '../support/fault-server';
import { HttpServer } from '../support/http-server';
import { LineServer } from '../support/line-server';
import { DatagramPeer, MessageQueuePeer, whyNoNativePeers } from '../support/native-peers';
import { temporaryFolder } from '../support/temporary-folder';
import { WebSocketServer } from '../support/websocket-server';

const LIMIT_MS = 30_000;
const SHUTDOWN_MS = 500;
/** For the end of the process itself, on a machine that has other things to do. */
const SLACK_MS = 1_000;
const noNativePeers = whyNoNativePeers();
const because = noNativePeers === undefined ? '' : ` (${noNativePeers})`;

const library = useApplications();

/** What became of an application's metrics when it had ended by itself and its server had read all there was. */
async function outcomeOfEnd({ last, stderr }: Ending, server?: FaultServer): Promise<FaultOutcome> {
  if (last === undefined) {
    throw new Error(`The application was killed: ${stderr}`);
  }
  const { report, calls } = last;
  expect(report.recorded + report.dropped.closed).toBe(calls);
  await server?.received(report.lines);
  await server?.stop();
  return outcomeOf(report, server?.numbers ?? []);
}

const everythingArrived = (outcome: FaultOutcome): void => {
  const { written, sent, delivered, duplicates } = outcome;
  expect({ sent, delivered, duplicates }).toEqual({ sent: written, delivered: written, duplicates: 0 });
};

/** A port at which nobody listens. */
async function nobody(): Promise<number> {
  const server = await LineServer.listen();
  const { port } = server;
  await server.kill();
  return port;
}

describe('a process that is asked to end under load', { timeout: LIMIT_MS }, () => {
  it.each(['udp', 'tcp', 'unix', 'unixstream', 'http', 'ws'] as const)(
    'loses nothing over %s where it closes its client',
    async (kind) => {
      const server = await FaultServer.start(kind);
      const application = await Application.start(library(), {
        transport: server.url,
        hooks: ['SIGTERM'],
        linesAMs: kind === 'udp' ? 2 : 20,
      });
      await application.do('load');
      await server.received(500);
      application.signal('SIGTERM');
      const ending = await application.ended();
      const outcome = note('SIGTERM under load, `close()` in the handler', kind, await outcomeOfEnd(ending, server));
      expect(ending).toMatchObject({ code: 0, signal: null, stderr: '' });
      everythingArrived(outcome);
    },
  );

  it('loses nothing to an uncaught exception where its handler closes the client', async () => {
    const server = await FaultServer.start('tcp');
    const application = await Application.start(library(), { transport: server.url, hooks: ['uncaughtException'] });
    await application.do('load');
    await server.received(500);
    application.end('throwUncaught');
    const ending = await application.ended();
    const outcome = note(
      'uncaught exception under load, `close()` in the handler',
      'tcp',
      await outcomeOfEnd(ending, server),
    );
    expect(ending).toMatchObject({ code: 1, signal: null });
    everythingArrived(outcome);
  });
});

describe('a process that ends at once', { timeout: LIMIT_MS }, () => {
  const defaults: [string, ApplicationOptions][] = [
    ['every 2 s', { aggregate: true, flushIntervalMs: 2_000, maxSamples: 1_000_000 }],
    ['`aggregate: false`, every 100 ms', { aggregate: false, flushIntervalMs: 100 }],
  ];
  it.each(defaults)('by process.exit() loses what was not flushed (%s)', async (what, options) => {
    const server = await FaultServer.start('tcp');
    const application = await Application.start(library(), { transport: server.url, ...options });
    await application.do('load');
    await server.received(500);
    application.end('exit', 3);
    const ending = await application.ended();
    const outcome = note(`\`process.exit()\` under load, ${what}`, 'tcp', await outcomeOfEnd(ending, server));
    expect(ending.code).toBe(3);
    // What is missing is the end, and only that.
    expect(gapsOf(server.numbers)).toBe(0);
    expect(outcome).toMatchObject({ delivered: outcome.sent, duplicates: 0 });
  });

  it('by an uncaught exception loses what was not flushed', async () => {
    const server = await FaultServer.start('tcp');
    const application = await Application.start(library(), { transport: server.url, ...defaults[1]?.[1] });
    await application.do('load');
    await server.received(500);
    application.end('throwUncaught');
    const ending = await application.ended();
    const outcome = note('uncaught exception under load, nothing closed', 'tcp', await outcomeOfEnd(ending, server));
    expect(ending.code).toBe(1);
    expect(ending.stderr).toContain('a bug of the application');
    expect(gapsOf(server.numbers)).toBe(0);
    expect(outcome).toMatchObject({ delivered: outcome.sent, duplicates: 0 });
  });

  it('by SIGKILL loses what was not flushed', async () => {
    const server = await FaultServer.start('tcp');
    const application = await Application.start(library(), { transport: server.url });
    await application.do('load');
    await server.received(500);
    application.signal('SIGKILL');
    expect(await application.ended()).toMatchObject({ signal: 'SIGKILL', last: undefined });
    await server.stop();
    expect(gapsOf(server.numbers)).toBe(0);
  });
});

describe('the end of a process whose server is away', { timeout: LIMIT_MS }, () => {
  it.each<[string, () => Promise<string> | string]>([
    ['udp', async () => `udp://127.0.0.1:${await nobody()}`],
    ['udp, a name that is not found', () => 'udp://metrics.test:8125'],
    ['tcp', async () => `tcp://127.0.0.1:${await nobody()}`],
    ['tls', async () => `tls://127.0.0.1:${await nobody()}`],
    ['unix', () => `unix://${temporaryFolder()}/none.sock`],
    ['unixstream', () => `unixstream://${temporaryFolder()}/none.sock`],
    ['unixgram', () => `unixgram://${temporaryFolder()}/none.sock`],
    ['http', async () => `http://127.0.0.1:${await nobody()}`],
    ['ws', async () => `ws://127.0.0.1:${await nobody()}`],
    ['mqueue', () => `mqueue:///nestjs-stats-none-${process.pid}`],
  ])(`is put off by at most shutdownTimeoutMs (%s)`, async (kind, place) => {
    const application = await Application.start(library(), {
      transport: await place(),
      shutdownTimeoutMs: SHUTDOWN_MS,
      hooks: ['SIGTERM', 'failLookUps'],
    });
    await application.do('load');
    await application.records(1_000);
    const start = performance.now();
    application.signal('SIGTERM');
    const ending = await application.ended();
    const endMs = Math.round(performance.now() - start);
    expect(endMs).toBeLessThan(SHUTDOWN_MS + SLACK_MS);
    expect(ending).toMatchObject({ code: 0, signal: null, stderr: '' });
    const outcome = await outcomeOfEnd(ending);
    expect(outcome.sent + outcome.droppedTransport).toBe(outcome.written);
    note('server away, SIGTERM under load, `shutdownTimeoutMs: 500`', kind, { ...outcome, endMs });
  });
});

describe('a process with nothing left to do', { timeout: LIMIT_MS }, () => {
  /** Ends with its client open, which has delivered all that it was given. */
  const endOf = async (transport: string | TransportOptions, env: NodeJS.ProcessEnv = {}): Promise<Ending> => {
    const application = await Application.start(library(), { transport, env });
    await application.do('record', 100);
    await application.do('flush', 5_000);
    application.end('letGo');
    return application.ended();
  };
  const BY_ITSELF = { code: 0, signal: null, stderr: '', last: { report: { recorded: 100, lines: 100 } } };

  it.each(['udp', 'tcp', 'unix', 'unixstream', 'http', 'ws'] as const)(
    'ends with an open client of %s',
    async (kind) => {
      expect(await endOf((await FaultServer.start(kind)).url)).toMatchObject(BY_ITSELF);
    },
  );

  it('ends with an open client of none', async () => {
    expect(await endOf('none:')).toMatchObject(BY_ITSELF);
  });

  it.skipIf(noNativePeers !== undefined)(`ends with an open client of unixgram${because}`, async () => {
    const path = join(temporaryFolder(), 'dsd.socket');
    const peer = new DatagramPeer(path);
    onTestFinished(() => peer.close());
    expect(await endOf(`unixgram://${path}`)).toMatchObject(BY_ITSELF);
  });

  it.skipIf(noNativePeers !== undefined)(`ends with an open client of mqueue${because}`, async () => {
    const name = `/nestjs-stats-idle-${process.pid}`;
    const queue = new MessageQueuePeer(name);
    onTestFinished(() => queue.remove());
    expect(await endOf(`mqueue://${name}`)).toMatchObject(BY_ITSELF);
  });

  describe.skipIf(!canMakeCertificates())('over TLS (skipped where there is no openssl)', () => {
    let folder: string;
    let certificates: Certificates;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-'));
      certificates = makeCertificates(folder);
      writeFileSync(join(folder, 'ca.pem'), certificates.ca);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('ends with an open client of tls', async () => {
      const server = await LineServer.listen({ tls: certificates.server });
      onTestFinished(() => server.kill());
      expect(await endOf({ type: 'tls', port: server.port, ca: certificates.ca })).toMatchObject(BY_ITSELF);
    });

    it.each(['https', 'wss'] as const)('ends with an open client of %s', async (type) => {
      const tls = certificates.server;
      const server = type === 'https' ? await HttpServer.listen([], { tls }) : await WebSocketServer.listen(0, { tls });
      onTestFinished(() => server.kill());
      expect(
        await endOf(`${type}://127.0.0.1:${server.port}`, { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }),
      ).toMatchObject(BY_ITSELF);
    });
  });

  it.each(['tcp', 'tls', 'http', 'https', 'ws', 'wss'])(
    'ends while a client of %s waits for its server',
    async (type) => {
      const application = await Application.start(library(), { transport: `${type}://127.0.0.1:${await nobody()}` });
      await application.do('record', 100);
      await application.do('flush', 50);
      application.end('letGo');
      expect(await application.ended()).toMatchObject({ code: 0, signal: null, stderr: '' });
    },
  );
});

describe('a short job that ends with `await stats.flush()`', { timeout: LIMIT_MS }, () => {
  it.each(['udp', 'tcp', 'unix', 'unixstream', 'http', 'ws'] as const)(
    'has delivered all over %s, even if it is killed the moment after',
    async (kind) => {
      const server = await FaultServer.start(kind);
      const application = await Application.start(library(), {
        transport: server.url,
        aggregate: true,
        flushIntervalMs: 60_000,
      });
      await application.do('record', 100);
      expect(await application.do('flush')).toMatchObject({ lines: 100, dropped: 0, timedOut: false });
      application.signal('SIGKILL');
      await application.ended();
      await server.received(100);
      expect(server.numbers).toHaveLength(100);
    },
  );

  it('delivers over http also after it stood still and its connection was closed meanwhile', async () => {
    const server = await FaultServer.start('http');
    const application = await Application.start(library(), { transport: server.url });
    await application.do('record', 100);
    await application.do('flush');
    application.signal('SIGSTOP');
    server.tell('halfClose');
    const next = application.do('record', 100);
    const flushed = application.do('flush');
    application.signal('SIGCONT');
    await next;
    expect(await flushed).toMatchObject({ dropped: 0, timedOut: false });
    await server.received(200);
  });
});
