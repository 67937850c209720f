import { describe, expect, it } from 'vitest';
import { Application, useApplications } from '../support/application';
import { finishSoundly, note, outcomeOf } from '../support/fault-outcome';
import { FaultServer } from '../support/fault-server';

const LIMIT_MS = 30_000;
const FIRST = 1_000_000;
/** Of a line on a stream. */
const LINE_BYTES = 'l:1000000|ms\n'.length;
const QUEUE_LINES = 1_000;
const QUEUE_BYTES = QUEUE_LINES * LINE_BYTES;
/** The packet in the making, and code that is there once it has run. */
const BESIDE_QUEUE_BYTES = 4 * 1024 * 1024;

const library = useApplications();

describe('a queue that overflows while nobody listens', { timeout: LIMIT_MS }, () => {
  // Every call is a packet, so that it can be said to the line what is kept. The first is in flight: it is never dropped.
  it.each([
    ['tcp', 'drop-oldest', [FIRST, FIRST + 4_001]],
    ['tcp', 'drop-newest', [FIRST, FIRST + 1]],
    ['unix', 'drop-oldest', [FIRST, FIRST + 4_001]],
    ['unix', 'drop-newest', [FIRST, FIRST + 1]],
  ] as const)('keeps over %s with %s what it should', async (kind, overflow, firsts) => {
    const server = await FaultServer.start(kind);
    await server.kill();
    const application = await Application.start(library(), {
      transport: server.url,
      flushIntervalMs: 0,
      queue: { maxBytes: QUEUE_BYTES, overflow },
    });
    await application.do('record', 5_000);
    const meanwhile = await application.do('report');
    expect(meanwhile).toMatchObject({ lines: 0, queuedBytes: QUEUE_BYTES, dropped: { queueFull: 4_000 } });
    await server.startAgain();
    await server.received(QUEUE_LINES);
    const { report } = await finishSoundly(application, { queueBytes: QUEUE_BYTES });
    await server.stop();
    const outcome = note(`nobody listens, the queue overflows, ${overflow}`, kind, outcomeOf(report, server.numbers));
    expect(outcome).toMatchObject({ sent: 1_000, delivered: 1_000, duplicates: 0, lost: 0, droppedQueueFull: 4_000 });
    expect(server.numbers.slice(0, 2)).toEqual(firsts);
    expect(server.numbers.at(-1)).toBe(overflow === 'drop-oldest' ? FIRST + 4_999 : FIRST + 999);
  });

  it.each(['http', 'ws'] as const)('counts what it drops over %s', async (kind) => {
    const server = await FaultServer.start(kind);
    await server.kill();
    const application = await Application.start(library(), {
      transport: server.lineTransport,
      maxPacketBytes: 1_000,
      queue: { maxBytes: QUEUE_BYTES },
    });
    await application.do('record', 5_000);
    await application.do('flush', 0);
    const { lines, dropped, queuedBytes } = await application.do('report');
    expect(lines).toBe(0);
    // Lines of a body are parted by a line end, and the last has none: at least this many wait.
    expect(5_000 - dropped.queueFull).toBeGreaterThanOrEqual(queuedBytes / LINE_BYTES);
    await server.startAgain();
    await server.received(5_000 - dropped.queueFull);
    const { report } = await finishSoundly(application, { queueBytes: QUEUE_BYTES });
    await server.stop();
    const outcome = note('nobody listens, the queue overflows, drop-oldest', kind, outcomeOf(report, server.numbers));
    expect(outcome).toMatchObject({ delivered: outcome.sent, duplicates: 0, lost: 0 });
    expect(outcome.sent + outcome.droppedQueueFull).toBe(5_000);
  });

  it('holds in memory what its limit says', async () => {
    const server = await FaultServer.start('tcp');
    await server.kill();
    const application = await Application.start(library(), {
      transport: server.url,
      tags: { pad: 'x'.repeat(1_000) },
      shutdownTimeoutMs: 0,
    });
    const heldAtFirst = await application.do('heldBytes');
    await application.do('record', 50_000);
    const held = (await application.do('heldBytes')) - heldAtFirst;
    const { queuedBytes } = await application.do('report');
    expect(queuedBytes).toBeGreaterThan(4_100_000);
    expect(held).toBeLessThan(4_194_304 + BESIDE_QUEUE_BYTES);
    await finishSoundly(application);
  });
});
