import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { giveWay } from '../../../lib/client/give-way';
import type { Stats } from '../../../lib/client/stats';
import type { Transport } from '../../../lib/transports/transport';
import { HeldTransport } from '../../support/held-transport';
import { memoryClient } from '../../support/memory-client';

const NOTHING = { lines: 0, packets: 0, bytes: 0, dropped: 0, timedOut: false };

describe('the flush interval', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    [{}, 2_000],
    [{ flushIntervalMs: 250 }, 250],
    [{ aggregate: false }, 100],
    [{ aggregate: false, flushIntervalMs: 1_000 }, 1_000],
  ])('with %o is %d ms', async (options, ms) => {
    const { stats, transport } = memoryClient(options);
    stats.incr('x');
    vi.advanceTimersByTime(ms - 1);
    expect(transport.lines()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(transport.lines()).toEqual(['x:1|c']);
    await stats.close();
  });

  it('ends with close, which leaves no timer behind', async () => {
    const { stats } = memoryClient({ telemetry: true });
    expect(vi.getTimerCount()).toBe(2);
    stats.incr('x');
    await stats.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends nothing where nothing was recorded', () => {
    const { stats, transport } = memoryClient();
    vi.advanceTimersByTime(60_000);
    expect(transport.packets).toEqual([]);
    expect(stats.report()).toMatchObject({ lines: 0, packets: 0 });
  });

  it('skips its turn while a flush is still being written', async () => {
    const { stats, transport } = memoryClient({ maxSeries: 60_000 });
    for (let i = 0; i < 50_000; i += 1) {
      stats.incr('x', 1, { i });
    }
    vi.advanceTimersByTime(2_000);
    stats.incr('later');
    vi.advanceTimersByTime(2_000);
    expect(transport.lines()).not.toContain('later:1|c');
    await stats.close();
    expect(transport.lines()).toContain('later:1|c');
  });
});

describe('flush', () => {
  it('tells what it did', async () => {
    const { stats } = memoryClient({ maxPacketBytes: 11 });
    stats.incr('a');
    stats.incr('b');
    stats.incr('c');
    stats.incr('too.long.for.a.packet');
    expect(await stats.flush()).toEqual({ lines: 3, packets: 2, bytes: 16, dropped: 1, timedOut: false });
    expect(await stats.flush()).toEqual(NOTHING);
  });

  it('has sent all that was recorded before the call when it resolves', async () => {
    const transport = new HeldTransport();
    const { stats } = memoryClient({ transport });
    stats.incr('x');
    const flush = stats.flush();
    await giveWay();
    transport.letGo();
    expect(await flush).toEqual({ lines: 1, packets: 1, bytes: 5, dropped: 0, timedOut: false });
    expect(transport.lines).toEqual(['x:1|c']);
    await stats.close();
  });

  it('waits for the flush that is running, and then sends what came meanwhile', async () => {
    const { stats, transport } = memoryClient();
    stats.incr('first');
    const first = stats.flush();
    stats.incr('second');
    const second = stats.flush();
    stats.incr('third');
    const third = stats.flush();
    const results = await Promise.all([first, second, third]);
    expect(results.map(({ timedOut }) => timedOut)).toEqual([false, false, false]);
    expect(transport.lines()).toEqual(['first:1|c', 'second:1|c', 'third:1|c']);
  });

  it('leaves in the queue what was not sent in time', async () => {
    const transport = new HeldTransport();
    const { stats } = memoryClient({ transport });
    stats.incr('x');
    expect(await stats.flush({ timeoutMs: 5 })).toEqual({ ...NOTHING, timedOut: true });
    expect(stats.report()).toMatchObject({ queuedBytes: 5, dropped: { transport: 0 } });
    transport.letGo();
    expect(await stats.flush()).toMatchObject({ timedOut: false });
    expect(stats.report()).toMatchObject({ lines: 1, queuedBytes: 0 });
    await stats.close();
  });

  it('takes shutdownTimeoutMs for its time where it is given none', async () => {
    vi.useFakeTimers();
    try {
      for (const [options, ms] of [
        [{}, 3_000],
        [{ shutdownTimeoutMs: 50 }, 50],
      ] as const) {
        const { stats } = memoryClient({ transport: new HeldTransport(), ...options });
        stats.incr('x');
        const settled = vi.fn();
        const flush = stats.flush().then(settled);
        await vi.advanceTimersByTimeAsync(ms - 1);
        expect(settled).not.toHaveBeenCalled();
        await vi.advanceTimersByTimeAsync(1);
        await flush;
        expect(settled).toHaveBeenCalledWith({ ...NOTHING, timedOut: true });
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it('counts what the transport lost', async () => {
    const { stats, errors } = memoryClient({
      maxPacketBytes: 11,
      transport: {
        name: 'bad',
        maxPacketBytes: 100,
        send: () => Promise.reject(new Error('gone')),
        close: () => Promise.resolve(),
      },
    });
    stats.incr('a');
    stats.incr('b');
    stats.incr('c');
    expect(await stats.flush()).toEqual({ ...NOTHING, dropped: 3 });
    expect(stats.report()).toMatchObject({ lines: 0, packets: 0, bytes: 0, dropped: { transport: 3 } });
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['STATS_TRANSPORT', 'The transport bad failed: gone'],
    ]);
  });

  it('writes a large flush in turns, between which the event loop goes on and recording loses nothing', async () => {
    const series = 100_000;
    const { stats } = memoryClient({ transport: 'none:', maxSeries: 2 * series });
    for (let i = 0; i < series; i += 1) {
      stats.incr('x', 1, { i });
    }
    let turns = 0;
    let isDone = false;
    const flush = stats.flush().then((result) => {
      isDone = true;
      return result;
    });
    while (!isDone) {
      turns += 1;
      stats.incr('x', 1, { i: turns });
      stats.incr('meanwhile');
      await giveWay();
    }
    expect((await flush).timedOut).toBe(false);
    // 100,000 series take several times the 1 ms of one turn on any machine.
    expect(turns).toBeGreaterThan(3);
    await stats.close();
    const { recorded, lines, dropped } = stats.report();
    expect(recorded).toBe(series + 2 * turns);
    expect(lines).toBeGreaterThanOrEqual(series + 1);
    expect(Object.values(dropped)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['timer', 1_000_000, (stats: Stats, value: number) => stats.timing('t', value)],
    ['set', 100_000, (stats: Stats, value: number) => stats.set('s', value)],
  ])('writes one %s of very many values in turns as well', async (_kind, values, record) => {
    const { stats } = memoryClient({ transport: 'none:', maxSamples: Infinity });
    for (let value = 0; value < values; value += 1) {
      record(stats, value);
    }
    let isDone = false;
    const flush = stats.flush().then(() => (isDone = true));
    let turns = 0;
    for (; !isDone; turns += 1) {
      record(stats, values + turns);
      await giveWay();
    }
    await flush;
    expect(turns).toBeGreaterThan(3);
    await stats.close();
    const { recorded, dropped } = stats.report();
    expect(recorded).toBe(values + turns);
    expect(Object.values(dropped)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('loses no increment that is recorded while it is written', async () => {
    const { stats, transport } = memoryClient({ maxSeries: 50_000, queue: { maxBytes: 64 * 1024 * 1024 } });
    const record = (): void => {
      for (let i = 0; i < 20_000; i += 1) {
        stats.incr('x', 1, { i });
      }
    };
    record();
    const flush = stats.flush();
    await giveWay();
    record();
    await flush;
    record();
    await stats.close();
    const sum = transport
      .lines()
      .map((line) => Number(/:(\d+)\|c/.exec(line)?.[1]))
      .reduce((total, count) => total + count, 0);
    expect(sum).toBe(60_000);
  });
});

describe('close', () => {
  it('sends what is left, closes the transport and tells what it did', async () => {
    const close = vi.fn(() => Promise.resolve());
    const sent: string[] = [];
    const transport: Transport = {
      name: 'own',
      maxPacketBytes: 100,
      send: async (packet) => void sent.push(Buffer.from(packet).toString()),
      close,
    };
    const { stats } = memoryClient({ transport });
    stats.incr('x');
    expect(stats.closed).toBe(false);
    expect(await stats.close()).toEqual({ lines: 1, packets: 1, bytes: 5, dropped: 0, timedOut: false });
    expect(sent).toEqual(['x:1|c']);
    expect(close).toHaveBeenCalledTimes(1);
    expect(stats.closed).toBe(true);
  });

  it('is one, however often it is called', async () => {
    const { stats } = memoryClient();
    stats.incr('x');
    const [first, second] = [stats.close(), stats.close({ timeoutMs: 1 })];
    expect(second).toBe(first);
    expect(stats.close()).toBe(first);
    expect((await first).lines).toBe(1);
  });

  it('counts what is recorded from then on, and throws nowhere', async () => {
    const { stats, transport } = memoryClient({ dialect: 'datadog' });
    const counter = stats.meters.counter('bound');
    const timer = stats.timer('timer').start();
    const scope = stats.scope('scope');
    const pipe = stats.pipeline();
    const closing = stats.close();
    expect(stats.closed).toBe(true);
    stats.incr('x');
    stats.gauge('x', 1);
    stats.timing('x', NaN);
    stats.set('x', 'a', undefined, { rate: 0 });
    scope.incr('');
    counter.incr();
    timer.stop();
    stats.raw('x:1|c');
    stats.raw('');
    stats.event({ title: 'event' });
    stats.serviceCheck({ name: 'check', status: 'ok' });
    expect(stats.time('x', () => 5)).toBe(5);
    pipe.incr('x');
    pipe.send();
    stats.observe('x', () => 1);
    await closing;
    expect(await stats.flush()).toEqual(NOTHING);
    expect(transport.packets).toEqual([]);
    expect(stats.report()).toMatchObject({
      recorded: 0,
      sampledOut: 0,
      dropped: { closed: 13, invalid: 0, unsupported: 0 },
    });
  });

  it('tells nobody of calls that come too late', async () => {
    const { stats, errors } = memoryClient();
    await stats.close();
    stats.incr('x');
    stats.incr('');
    expect(errors).toEqual([]);
  });

  it('gives up on a transport that hangs, after shutdownTimeoutMs, and counts what was left', async () => {
    vi.useFakeTimers();
    try {
      const transport = new HeldTransport();
      const { stats } = memoryClient({ transport, maxPacketBytes: 5 });
      stats.incr('a');
      stats.incr('b');
      stats.incr('c');
      const closed = vi.fn();
      const close = stats.close().then(closed);
      await vi.advanceTimersByTimeAsync(2_999);
      expect(closed).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await close;
      expect(closed).toHaveBeenCalledWith({ ...NOTHING, dropped: 3, timedOut: true });
      expect(stats.report()).toMatchObject({ queuedBytes: 0, lines: 0, dropped: { transport: 3 } });
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('counts lines that were still to be written when its time was up', async () => {
    const { stats } = memoryClient({
      transport: new HeldTransport(),
      maxSeries: 30_000,
      queue: { maxBytes: 2_000 },
    });
    for (let i = 0; i < 20_000; i += 1) {
      stats.incr('x', 1, { i });
    }
    expect(await stats.close({ timeoutMs: 10 })).toEqual({ ...NOTHING, dropped: 20_000, timedOut: true });
    const { dropped } = stats.report();
    expect(dropped.queueFull + dropped.transport).toBe(20_000);
  });

  it('waits no longer than its time for a transport whose close never ends', async () => {
    const transport: Transport = {
      name: 'own',
      maxPacketBytes: 100,
      send: () => Promise.resolve(),
      close: () => new Promise(() => {}),
    };
    expect(await memoryClient({ transport }).stats.close({ timeoutMs: 10 })).toEqual(NOTHING);
  });

  it('waits for the flush that is running', async () => {
    const { stats, transport } = memoryClient({ maxSeries: 30_000 });
    for (let i = 0; i < 20_000; i += 1) {
      stats.incr('x', 1, { i });
    }
    void stats.flush();
    stats.incr('last');
    await stats.close();
    expect(transport.lines()).toHaveLength(20_001);
    expect(transport.lines().at(-1)).toBe('last:1|c');
  });
});

describe('open', () => {
  it('opens the transport once, ahead of the first packet, and never rejects', async () => {
    const open = vi.fn(() => Promise.reject(new Error('no route')));
    const { stats, errors } = memoryClient({
      transport: {
        name: 'own',
        maxPacketBytes: 100,
        open,
        send: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
    });
    await stats.open();
    await stats.open();
    stats.incr('x');
    expect(await stats.flush()).toMatchObject({ lines: 1 });
    expect(open).toHaveBeenCalledTimes(1);
    expect(errors.map(({ message }) => message)).toEqual(['The transport own failed: no route']);
  });
});

describe('the queue', () => {
  it('holds no more bytes than it may: the oldest lines go', async () => {
    const transport = new HeldTransport();
    const { stats } = memoryClient({
      transport,
      aggregate: false,
      flushIntervalMs: 0,
      queue: { maxBytes: 15 },
    });
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      stats.incr(name);
      expect(stats.report().queuedBytes).toBeLessThanOrEqual(15);
    }
    transport.letGo();
    await stats.flush();
    expect(transport.lines).toEqual(['a:1|c', 'd:1|c', 'e:1|c']);
    expect(stats.report()).toMatchObject({ recorded: 5, lines: 3, dropped: { queueFull: 2 } });
  });

  it('drops the newest lines where it is told to', async () => {
    const transport = new HeldTransport();
    const { stats } = memoryClient({
      transport,
      aggregate: false,
      flushIntervalMs: 0,
      queue: { maxBytes: 15, overflow: 'drop-newest' },
    });
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      stats.incr(name);
    }
    transport.letGo();
    await stats.flush();
    expect(transport.lines).toEqual(['a:1|c', 'b:1|c', 'c:1|c']);
  });

  it('is waited for by a flush that would overrun it', async () => {
    const transport = new HeldTransport();
    const { stats } = memoryClient({
      transport,
      maxPacketBytes: 100,
      maxSeries: 30_000,
      queue: { maxBytes: 10_000 },
    });
    for (let i = 0; i < 20_000; i += 1) {
      stats.incr('x', 1, { i });
    }
    const flush = stats.flush();
    await giveWay();
    transport.letGo();
    expect(await flush).toMatchObject({ lines: 20_000, dropped: 0, timedOut: false });
    await stats.close();
  });
});
