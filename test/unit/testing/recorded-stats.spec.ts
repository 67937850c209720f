import { describe, expect, it } from 'vitest';
import { StatsClient } from '../../../lib';
import { MemoryTransport, RecordedStats } from '../../../lib/testing';

function record(): { client: StatsClient; stats: RecordedStats } {
  const transport = new MemoryTransport();
  const client = new StatsClient({
    transport,
    dialect: 'datadog',
    aggregate: false,
    flushIntervalMs: 0,
    random: () => 0,
  });
  return { client, stats: new RecordedStats(transport) };
}

describe('RecordedStats', () => {
  it('adds up a counter over all tags, or over those that are asked for', () => {
    const { client, stats } = record();
    client.incr('orders.placed', 2, { channel: 'web', kind: 'new' });
    client.incr('orders.placed', 1, { channel: 'app' });
    client.incr('orders.placed', 1, undefined, { rate: 0.5 });

    expect(stats.counter('orders.placed')).toBe(5);
    expect(stats.counter('orders.placed', { channel: 'web' })).toBe(2);
    expect(stats.counter('orders.placed', { channel: undefined })).toBe(2);
    expect(stats.counter('orders.lost')).toBe(0);
  });

  it('shows where a gauge stands, after deltas too', () => {
    const { client, stats } = record();
    client.gauge('stock', 5);
    client.gaugeDelta('stock', -7);

    expect(stats.gauge('stock')).toBe(-2);
    expect(stats.gauge('queue')).toBeUndefined();
  });

  it('lists durations, values and members in their order', () => {
    const { client, stats } = record();
    client.timing('pay', 12.5);
    client.timing('pay', { seconds: 1 });
    client.histogram('size', 3);
    client.distribution('size', 4);
    client.set('users', 'anna');
    client.set('users', 7);
    client.set('users', 'anna');

    expect(stats.timings('pay')).toEqual([12.5, 1_000]);
    expect(stats.values('size')).toEqual([3, 4]);
    expect(stats.members('users')).toEqual(['anna', '7']);
  });

  it('forgets', () => {
    const { client, stats } = record();
    client.incr('a');
    stats.clear();
    client.incr('b');

    expect(stats.lines()).toEqual(['b:1|c']);
  });
});
