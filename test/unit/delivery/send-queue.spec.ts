import { describe, expect, it, vi } from 'vitest';
import { StatsError } from '../../../lib/common/stats-error';
import { Chunk } from '../../../lib/delivery/chunk';
import { SendQueue, type QueueLimits } from '../../../lib/delivery/send-queue';
import { giveWay } from '../../../lib/client/give-way';
import type { Transport } from '../../../lib/transports/transport';
import { HeldTransport } from '../../support/held-transport';
import { ledgerOf } from '../../support/ledger-of';

function queueOf(transport: Transport, limits: Partial<QueueLimits> = {}) {
  const { ledger, told } = ledgerOf();
  const queue = new SendQueue(transport, { maxBytes: 1_000, overflow: 'drop-oldest', ...limits }, ledger);
  return { queue, ledger, told, push: (text: string, lines = 1) => queue.push({ bytes: Buffer.from(text), lines }) };
}

function transportOf(send: (text: string) => Promise<void>): Transport {
  return {
    name: 'own',
    maxPacketBytes: 100,
    send: (packet) => send(Buffer.from(packet).toString()),
    close: () => Promise.resolve(),
  };
}

describe('sending', () => {
  it('gives the transport one packet at a time, in order', async () => {
    const transport = new HeldTransport();
    const { queue, ledger, push } = queueOf(transport);
    push('a');
    push('bb', 2);
    push('ccc', 3);
    await giveWay();
    expect(transport.given.all).toEqual(['a']);
    expect(queue.bytes).toBe(6);
    transport.letOneGo();
    await giveWay();
    expect(transport.given.all).toEqual(['a', 'bb']);
    expect(queue.bytes).toBe(5);
    transport.letGo();
    await queue.drained();
    expect(transport.given.all).toEqual(['a', 'bb', 'ccc']);
    expect(queue.bytes).toBe(0);
    expect(ledger).toMatchObject({ lines: 6, packets: 3, bytes: 6 });
  });

  it('takes packets again after it was empty', async () => {
    const sent: string[] = [];
    const { queue, push } = queueOf(transportOf(async (text) => void sent.push(text)));
    push('a');
    await queue.drained();
    push('b');
    await queue.drained();
    expect(sent).toEqual(['a', 'b']);
  });

  it('releases the memory of a packet when that is sent, not when it failed', async () => {
    const released: string[] = [];
    const { queue } = queueOf(
      transportOf((text) => (text === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve())),
    );
    for (const text of ['good', 'bad', 'fine']) {
      const chunk = new Chunk(Buffer.from(text), () => released.push(text));
      chunk.hold();
      queue.push({ bytes: chunk.bytes, lines: 1, chunk });
    }
    await queue.drained();
    expect(released).toEqual(['good', 'fine']);
  });

  it('opens the transport once, before the first packet', async () => {
    const calls: string[] = [];
    const transport = {
      ...transportOf(async (text) => void calls.push(text)),
      open: async () => void calls.push('open'),
    };
    const { queue, push } = queueOf(transport);
    push('a');
    push('b');
    await queue.drained();
    push('c');
    await queue.drained();
    expect(calls).toEqual(['open', 'a', 'b', 'c']);
  });

  it('sends although the transport could not open, and tells of it', async () => {
    const sent: string[] = [];
    const transport = {
      ...transportOf(async (text) => void sent.push(text)),
      open: () => Promise.reject(new Error('no route')),
    };
    const { queue, told, push } = queueOf(transport);
    push('a');
    await queue.drained();
    expect(sent).toEqual(['a']);
    expect(told).toEqual(['The transport own failed: no route']);
  });
});

describe('a transport that fails', () => {
  it.each([
    ['rejects', () => Promise.reject(new Error('gone'))],
    [
      'throws at once',
      (): Promise<void> => {
        throw new Error('gone');
      },
    ],
  ])('and %s loses the packet, which is counted, and gets the next one', async (_, fail) => {
    const sent: string[] = [];
    const { queue, ledger, told, push } = queueOf(
      transportOf((text) => (text === 'bad' ? fail() : Promise.resolve(void sent.push(text)))),
    );
    push('bad', 3);
    push('good');
    await queue.drained();
    expect(sent).toEqual(['good']);
    expect(ledger).toMatchObject({ lines: 1, packets: 1, bytes: 4, dropped: { transport: 3 } });
    expect(told).toEqual(['The transport own failed: gone']);
  });

  it('keeps the cause of what goes wrong, and an error of ours as it is', async () => {
    const causes = [new Error('ECONNRESET'), new StatsError('STATS_TRANSPORT', 'told by the transport')];
    const { queue, ledger, push } = queueOf(transportOf(() => Promise.reject(causes.shift())));
    push('a');
    await queue.drained();
    expect(ledger.lastError).toMatchObject({ code: 'STATS_TRANSPORT', cause: new Error('ECONNRESET') });
    push('b');
    await queue.drained();
    expect(ledger.dropped.transport).toBe(2);
  });
});

describe('a full queue', () => {
  it('drops the oldest packet that waits, never the one that the transport has', async () => {
    const transport = new HeldTransport();
    const { queue, ledger, told, push } = queueOf(transport, { maxBytes: 6 });
    for (const text of ['aa', 'bb', 'cc', 'dd']) {
      push(text, 2);
    }
    await giveWay();
    transport.letGo();
    await queue.drained();
    expect(transport.given.all).toEqual(['aa', 'cc', 'dd']);
    expect(ledger).toMatchObject({ lines: 6, dropped: { queueFull: 2 } });
    expect(told).toEqual(['A packet of 2 lines was dropped: the queue holds 6 bytes (option queue.maxBytes).']);
  });

  it('drops the newest packet where that is the rule', async () => {
    const transport = new HeldTransport();
    const { queue, ledger, push } = queueOf(transport, { maxBytes: 6, overflow: 'drop-newest' });
    for (const text of ['aa', 'bb', 'cc', 'dd']) {
      push(text);
    }
    transport.letGo();
    await queue.drained();
    expect(transport.given.all).toEqual(['aa', 'bb', 'cc']);
    expect(ledger.dropped.queueFull).toBe(1);
  });

  it('makes room for a long packet by dropping several short ones', async () => {
    const transport = new HeldTransport();
    const { queue, ledger, push } = queueOf(transport, { maxBytes: 6 });
    for (const text of ['a', 'b', 'c', 'd', 'long']) {
      push(text);
    }
    expect(queue.bytes).toBe(6);
    transport.letGo();
    await queue.drained();
    expect(transport.given.all).toEqual(['a', 'd', 'long']);
    expect(ledger.dropped.queueFull).toBe(2);
  });

  it('keeps what it has where a packet is longer than the whole queue', async () => {
    const transport = new HeldTransport();
    const { queue, ledger, push } = queueOf(transport, { maxBytes: 4 });
    push('a');
    push('b');
    push('longer');
    expect(ledger.dropped.queueFull).toBe(1);
    transport.letGo();
    await queue.drained();
    expect(transport.given.all).toEqual(['a', 'b']);
  });

  it('never holds more bytes than it may', async () => {
    const transport = new HeldTransport();
    const { queue, push } = queueOf(transport, { maxBytes: 10 });
    for (let i = 0; i < 100; i += 1) {
      push('x'.repeat(i % 12));
      expect(queue.bytes).toBeLessThanOrEqual(10);
    }
    transport.letGo();
    await queue.drained();
    expect(queue.bytes).toBe(0);
  });

  it('is crowded when more than half full', async () => {
    const transport = new HeldTransport();
    const { queue, push } = queueOf(transport, { maxBytes: 10 });
    push('12345');
    expect(queue.isCrowded).toBe(false);
    push('6');
    expect(queue.isCrowded).toBe(true);
    const thin = queue.thins(60_000);
    transport.letOneGo();
    expect(await thin).toBe(true);
    transport.letGo();
    await queue.drained();
  });

  it('waits for room no longer than it is told to', async () => {
    vi.useFakeTimers();
    try {
      const { queue, push } = queueOf(new HeldTransport(), { maxBytes: 2 });
      push('12');
      const thin = queue.thins(1_000);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await thin).toBe(false);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('drained', () => {
  it('waits for the packets of its time, not for later ones', async () => {
    const transport = new HeldTransport();
    const { queue, push } = queueOf(transport);
    push('a');
    push('b');
    const drained = vi.fn();
    const waiting = queue.drained().then(drained);
    push('c');
    transport.letOneGo();
    await giveWay();
    expect(drained).not.toHaveBeenCalled();
    transport.letOneGo();
    await waiting;
    expect(queue.bytes).toBe(1);
    transport.letGo();
  });

  it('takes a packet that was dropped for gone', async () => {
    const transport = new HeldTransport();
    const { queue, push } = queueOf(transport, { maxBytes: 2 });
    push('a');
    push('b');
    const drained = queue.drained();
    push('c');
    transport.letOneGo();
    await drained;
    expect(transport.given.all).toEqual(['a', 'c']);
    transport.letGo();
  });
});

describe('abandon', () => {
  it('counts what has not left, the packet that the transport has among it', async () => {
    const transport = new HeldTransport();
    const { queue, ledger, push } = queueOf(transport);
    push('a', 2);
    push('b', 3);
    await giveWay();
    const drained = queue.drained();
    queue.abandon();
    await drained;
    expect(queue.bytes).toBe(0);
    expect(ledger.dropped.transport).toBe(5);
  });

  it('counts what comes later, and counts nothing twice when the transport answers after all', async () => {
    const transport = new HeldTransport();
    const { queue, ledger, push } = queueOf(transport);
    push('a');
    await giveWay();
    queue.abandon();
    transport.letGo();
    await giveWay();
    push('b');
    expect(transport.given.all).toEqual(['a']);
    expect(ledger).toMatchObject({ lines: 0, packets: 0, bytes: 0, dropped: { transport: 2 } });
  });

  it('gives up on a transport that never opens', async () => {
    const transport = { ...transportOf(() => Promise.resolve()), open: () => new Promise<void>(() => {}) };
    const { queue, ledger, push } = queueOf(transport);
    push('a');
    queue.abandon();
    await queue.drained();
    expect(ledger.dropped.transport).toBe(1);
  });
});
