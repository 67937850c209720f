import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { StatsClient } from '../../../lib';
import type { DeliveryReport, StatsClientOptions } from '../../../lib';
import { HeldTransport } from '../../support/held-transport';
import { memoryClient } from '../../support/memory-client';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Flushes come by hand, so that a test says what is in one. */
const SELDOM: StatsClientOptions = { flushIntervalMs: 3_600_000 };

/** Of lines of counters `<prefix>name:n|c` and gauges: what was counted since the start, and the last value. */
class Heard {
  readonly counters: Record<string, number> = {};
  readonly gauges: Record<string, number> = {};

  hear(lines: string[]): void {
    for (const line of lines) {
      const [, name = '', value, type, reason] =
        /^stats\.client\.(\w+):(-?\d+)\|([cg])(?:\|#reason:(\w+))?$/.exec(line) ?? [];
      const key = reason === undefined ? name : `${name}.${reason}`;
      if (type === 'c') {
        this.counters[key] = (this.counters[key] ?? 0) + Number(value);
      } else if (type === 'g') {
        this.gauges[key] = Number(value);
      }
    }
  }
}

/** What telemetry should have said in all, of a report taken at the same moment. */
function expected({ dropped, ...report }: DeliveryReport): Pick<Heard, 'counters' | 'gauges'> {
  const { recorded, sampledOut, lines, packets, bytes, reconnects, droppedTags, queuedBytes, series } = report;
  const reasons = Object.entries(dropped).filter(([, count]) => count > 0);
  return {
    counters: {
      recorded,
      sampled_out: sampledOut,
      lines,
      packets,
      bytes,
      reconnects,
      dropped_tags: droppedTags,
      ...Object.fromEntries(reasons.map(([reason, count]) => [`dropped.${reason}`, count])),
    },
    gauges: { queued_bytes: queuedBytes, series },
  };
}

it('sends nothing of its own unless it is asked to', async () => {
  const { stats, sent } = memoryClient(SELDOM);
  stats.incr('a');
  vi.advanceTimersByTime(60_000);
  expect(await sent()).toEqual(['a:1|c']);
});

it('says every ten seconds what has changed', async () => {
  const { stats, sent } = memoryClient({ ...SELDOM, telemetry: true });
  stats.incr('a');
  stats.incr('a');
  stats.incr('a', Number.NaN);
  expect(await sent()).toEqual(['a:2|c']);
  vi.advanceTimersByTime(10_000);
  expect(await sent()).toEqual([
    'stats.client.recorded:2|c',
    'stats.client.sampled_out:0|c',
    'stats.client.lines:1|c',
    'stats.client.packets:1|c',
    'stats.client.bytes:5|c',
    'stats.client.reconnects:0|c',
    'stats.client.dropped_tags:0|c',
    'stats.client.dropped:1|c|#reason:invalid',
    'stats.client.queued_bytes:0|g',
    'stats.client.series:1|g',
  ]);
});

it('counts itself, and tells a reason only where something was dropped since', async () => {
  const { stats, sent } = memoryClient({ ...SELDOM, telemetry: true });
  stats.incr('');
  vi.advanceTimersByTime(10_000);
  await sent();
  vi.advanceTimersByTime(10_000);
  const lines = await sent();
  expect(lines).toHaveLength(9);
  expect(lines).toContain('stats.client.recorded:10|c');
  expect(lines).toContain('stats.client.lines:10|c');
  expect(lines.join()).not.toContain('dropped:');
});

it('goes under the prefix and the tags of the client, by a name and at an interval of choice', async () => {
  const { sent } = memoryClient({
    ...SELDOM,
    prefix: 'shop',
    tags: { region: 'eu' },
    telemetry: { prefix: 'own.health', intervalMs: 500 },
  });
  vi.advanceTimersByTime(499);
  expect(await sent()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(await sent()).toContain('shop.own.health.recorded:0|c|#region:eu');
});

describe.each([true, false])('with aggregate: %s', (aggregate) => {
  it('adds up to the report, whatever is dropped', async () => {
    const heard = new Heard();
    const { stats, sent } = memoryClient({
      ...SELDOM,
      aggregate,
      telemetry: true,
      maxPacketBytes: 60,
      random: () => 0.5,
    });
    const tick = async (): Promise<DeliveryReport> => {
      heard.hear(await sent());
      const report = stats.report();
      vi.advanceTimersByTime(10_000);
      heard.hear(await sent());
      return report;
    };
    expect(heard).toEqual({ counters: {}, gauges: {} });
    let report = await tick();
    expect(heard).toMatchObject(expected(report));
    for (let round = 1; round <= 3; round += 1) {
      stats.incr('a', round);
      stats.incr('sampled', 1, {}, { rate: 0.1 });
      stats.gauge('b', Number.POSITIVE_INFINITY);
      stats.set('', 'x');
      stats.event({ title: 'unsupported' });
      stats.incr('x'.repeat(100));
      stats.incr('tagged', 1, { bad: {} as string });
      report = await tick();
      expect(heard).toEqual(expected(report));
      expect(report.dropped).toMatchObject({ invalid: 2 * round, unsupported: round, oversize: round });
      expect(report).toMatchObject({ sampledOut: round, droppedTags: round });
    }
  });
});

it('tells of what waits, and of what the queue had no room for', async () => {
  const heard = new Heard();
  const transport = new HeldTransport();
  const stats = new StatsClient({
    ...SELDOM,
    transport,
    aggregate: false,
    telemetry: true,
    maxPacketBytes: 100,
    queue: { maxBytes: 1_000, overflow: 'drop-newest' },
    onError: () => {},
  });
  onTestFinished(async () => void (await stats.close({ timeoutMs: 0 })));
  stats.incr('x'.repeat(90));
  await stats.flush({ timeoutMs: 0 });
  const waiting = stats.report();
  vi.advanceTimersByTime(10_000);
  for (let i = 0; i < 20; i += 1) {
    stats.incr('x'.repeat(90));
  }
  transport.letGo();
  await stats.flush();
  heard.hear(transport.lines);
  expect(waiting).toMatchObject({ lines: 0, queuedBytes: 94 });
  expect(heard).toMatchObject(expected(waiting));

  const report = stats.report();
  expect(report.dropped.queueFull).toBeGreaterThan(0);
  transport.lines.length = 0;
  vi.advanceTimersByTime(10_000);
  await stats.flush();
  heard.hear(transport.lines);
  expect(heard).toMatchObject(expected(report));
});

it('says the last of it when the client is closed', async () => {
  const { stats, transport } = memoryClient({ ...SELDOM, telemetry: true });
  const heard = new Heard();
  stats.incr('a', 1);
  stats.incr('a', Number.NaN);
  const report = stats.report();
  await stats.close();
  heard.hear(transport.lines());
  expect(heard).toEqual(expected(report));
});

it('keeps quiet in a client that is not enabled', async () => {
  const { stats, transport } = memoryClient({ ...SELDOM, enabled: false, telemetry: true });
  vi.advanceTimersByTime(20_000);
  await stats.close();
  expect(transport.lines()).toEqual([]);
  expect(stats.report()).toMatchObject({ recorded: 0, lines: 0 });
});
