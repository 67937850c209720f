import { describe, expect, it } from 'vitest';
import { Application, useApplications } from '../support/application';
import { finishSoundly, gapsOf, isOrdered, note, outcomeOf } from '../support/fault-outcome';
import { FaultServer } from '../support/fault-server';

const LIMIT_MS = 30_000;
/** A line of a kilobyte: the buffers of the kernel are full after some thousands. */
const tags = { pad: 'x'.repeat(1_000) };
const QUEUE_BYTES = 1_048_576;
/** A packet of each: in flight, in the making; and what the runtime keeps of its own. */
const BESIDE_QUEUE_BYTES = 4 * QUEUE_BYTES;
const SHUTDOWN_MS = 300;

const library = useApplications();

describe('a server that accepts and never reads', { timeout: LIMIT_MS }, () => {
  it.each([
    ['tcp', 'drop-oldest'],
    ['unix', 'drop-newest'],
    ['ws', 'drop-oldest'],
  ] as const)('makes a client of %s hold and then %s', async (kind, overflow) => {
    const server = await FaultServer.start(kind, { reads: false });
    const application = await Application.start(library(), {
      transport: server.lineTransport,
      tags,
      queue: { maxBytes: QUEUE_BYTES, overflow },
      shutdownTimeoutMs: SHUTDOWN_MS,
    });
    const heldAtFirst = await application.do('heldBytes');
    await application.do('record', 20_000);
    await application.tells('the queue holds');
    expect((await application.do('heldBytes')) - heldAtFirst).toBeLessThan(BESIDE_QUEUE_BYTES + QUEUE_BYTES);
    const { report, closed, closeMs } = await finishSoundly(application, { queueBytes: QUEUE_BYTES });
    expect(closed.timedOut).toBe(true);
    expect(closeMs).toBeLessThan(SHUTDOWN_MS + 500);
    expect(report.dropped.queueFull).toBeGreaterThan(0);
    expect(report.dropped.transport).toBeGreaterThan(0);

    // What the kernel had taken is still there for a server that reads at last, besides a part of the packet in flight.
    server.tell('read');
    await server.received(report.lines);
    await server.stop();
    const outcome = note(`server accepts and never reads, ${overflow}`, kind, outcomeOf(report, server.numbers));
    expect(outcome).toMatchObject({ written: 20_000, lost: 0, duplicates: 0 });
    expect(isOrdered(server.numbers)).toBe(true);
  });

  it('makes a client of http try again until it is closed', async () => {
    const server = await FaultServer.start('tcp', { reads: false });
    const application = await Application.start(library(), {
      transport: { type: 'http', url: server.url.replace('tcp:', 'http:'), format: 'lines', timeoutMs: 200 },
      queue: { maxBytes: QUEUE_BYTES },
      tags,
      shutdownTimeoutMs: SHUTDOWN_MS,
    });
    await application.do('record', 20_000);
    await application.tells('no answer within 200 ms');
    const { report, closed, closeMs } = await finishSoundly(application, { queueBytes: QUEUE_BYTES });
    expect(closed.timedOut).toBe(true);
    expect(closeMs).toBeLessThan(SHUTDOWN_MS + 500);
    note('server accepts and never reads, drop-oldest', 'http', outcomeOf(report, []));
    expect(report.lines).toBe(0);
  });
});

describe('a server that stands still', { timeout: LIMIT_MS }, () => {
  it('gets all over tcp when it goes on, what it seemed to have lost twice', async () => {
    const server = await FaultServer.start('tcp');
    const application = await Application.start(library(), {
      transport: server.lineTransport,
      tags,
      queue: { maxBytes: 64 * QUEUE_BYTES },
      divideTimeBy: 60,
    });
    await application.do('load');
    await server.received(500);
    server.freeze();
    await application.tells('the server took nothing within 30000 ms');
    await application.do('hold');
    server.thaw();
    await application.do('flush', LIMIT_MS);
    const { report } = await finishSoundly(application, { queueBytes: 64 * QUEUE_BYTES });
    await server.stop();
    const outcome = note('server stands still beyond 30 s, goes on', 'tcp', outcomeOf(report, server.numbers));
    expect(outcome).toMatchObject({ sent: report.recorded, delivered: report.recorded, lost: 0 });
  });

  it('gets all over http when it goes on, what it did not answer in time twice', async () => {
    const server = await FaultServer.start('http');
    const application = await Application.start(library(), {
      transport: { type: 'http', url: server.url, timeoutMs: 200 },
    });
    await application.do('load');
    await server.received(500);
    server.freeze();
    await application.tells('no answer within 200 ms');
    await application.do('hold');
    server.thaw();
    await application.do('flush', LIMIT_MS);
    const { report } = await finishSoundly(application);
    await server.stop();
    const outcome = note('server stands still beyond timeoutMs, goes on', 'http', outcomeOf(report, server.numbers));
    expect(outcome).toMatchObject({ sent: report.recorded, delivered: report.recorded, lost: 0 });
    expect(outcome.duplicates).toBeGreaterThan(0);
  });
});

describe('a half-open connection', { timeout: LIMIT_MS }, () => {
  it.each(['tcp', 'unix', 'ws', 'http'] as const)(
    'costs a client of %s nothing where the server has said goodbye and reads on',
    async (kind) => {
      const server = await FaultServer.start(kind);
      const application = await Application.start(library(), { transport: server.url });
      await application.do('load');
      await server.received(1_000);
      server.tell('halfClose');
      await server.connections(2);
      await application.records(1_000);
      const { report } = await finishSoundly(application);
      await server.stop();
      const outcome = note('connection closed by the server, under load', kind, outcomeOf(report, server.numbers));
      expect(outcome).toMatchObject({ sent: report.recorded, delivered: report.recorded, lost: 0 });
      expect(isOrdered(server.numbers)).toBe(true);
    },
  );

  it.for(['tcp', 'ws', 'http'] as const)(
    'of a server that vanished without a word costs a client of %s what was on its way',
    async (kind, { skip }) => {
      const server = await FaultServer.start(kind);
      const application = await Application.start(library(), { transport: server.url });
      await application.do('load');
      await server.received(1_000);
      skip(!(await server.vanish()), 'only Linux with CAP_NET_ADMIN lets a process forget its connections in silence');
      await server.connections(2);
      await application.records(1_000);
      const { report } = await finishSoundly(application);
      await server.stop();
      const outcome = note('half-open: the peer vanished without a word', kind, outcomeOf(report, server.numbers));
      expect(outcome.delivered + outcome.lost).toBe(report.recorded);
      expect(gapsOf(server.numbers)).toBeLessThanOrEqual(kind === 'http' ? 0 : 1);
      expect(isOrdered(server.numbers)).toBe(true);
    },
  );
});

describe('a connection that is reset in the middle of a packet', { timeout: LIMIT_MS }, () => {
  it.each(['tcp', 'unix', 'unixstream', 'ws'] as const)(
    'has a client of %s send the packet again whole',
    async (kind) => {
      const server = await FaultServer.start(kind, { resetAfterBytes: 100_000 });
      const application = await Application.start(library(), {
        transport: server.lineTransport,
        tags,
        flushIntervalMs: 600_000,
        maxPacketBytes: 32 * QUEUE_BYTES,
        queue: { maxBytes: 64 * QUEUE_BYTES },
      });
      await application.do('record', 20_000);
      await application.do('flush', LIMIT_MS);
      const { report } = await finishSoundly(application, { queueBytes: 64 * QUEUE_BYTES });
      await server.stop();
      const outcome = note('connection reset mid-packet', kind, outcomeOf(report, server.numbers));
      expect(report).toMatchObject({ lines: 20_000, packets: 1, reconnects: 1 });
      expect(outcome).toMatchObject({ delivered: 20_000, lost: 0 });
      // A message of a WebSocket is read whole or not at all.
      expect(outcome.duplicates > 0).toBe(kind !== 'ws');
    },
  );

  it('has a client of http post the body again', async () => {
    const server = await FaultServer.start('http', { answers: [{ reset: true }] });
    const application = await Application.start(library(), { transport: server.url, flushIntervalMs: 600_000 });
    await application.do('record', 20_000);
    await application.do('flush', LIMIT_MS);
    const { report } = await finishSoundly(application);
    await server.stop();
    const outcome = note('connection reset mid-packet', 'http', outcomeOf(report, server.numbers));
    expect(report).toMatchObject({ lines: 20_000, packets: 1 });
    expect(outcome).toMatchObject({ delivered: 20_000, duplicates: 0, lost: 0 });
  });
});
