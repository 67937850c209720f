import { describe, expect, it } from 'vitest';
import { StatsClient } from '../../../lib';
import { MemoryTransport, RecordedStats, statsMatchers, type StatsMatchers } from '../../../lib/testing';

declare module 'vitest' {
  // An interface, because only those merge.
  // oxlint-disable-next-line typescript/no-empty-object-type
  interface Matchers<T> extends StatsMatchers<T> {}
}

expect.extend(statsMatchers);

function record(): RecordedStats {
  const transport = new MemoryTransport();
  const client = new StatsClient({ transport, dialect: 'datadog', aggregate: false, flushIntervalMs: 0 });
  client.incr('orders.placed', 2, { channel: 'web' });
  client.gauge('stock', 3);
  client.timing('pay', 1);
  client.set('users', 'anna');
  return new RecordedStats(transport);
}

describe('the matchers', () => {
  it('pass on what was recorded', () => {
    const stats = record();
    expect(stats).toHaveCounted('orders.placed');
    expect(stats).toHaveCounted('orders.placed', 2, { channel: 'web' });
    expect(stats).not.toHaveCounted('orders.placed', 1);
    expect(stats).toHaveGauge('stock', 3);
    expect(stats).not.toHaveGauge('queue');
    expect(stats).toHaveTimed('pay', 1);
    expect(stats).toHaveMember('users', 'anna');
    expect(stats).not.toHaveMember('users', 'tom');
  });

  it('say what was recorded instead', () => {
    expect(() => expect(record()).toHaveCounted('orders.placed', 3, { channel: 'app' })).toThrow(
      [
        'Expected orders.placed counted 3 with {"channel":"app"}, got 0.',
        '',
        'Recorded:',
        '  orders.placed:2|c|#channel:web',
        '  stock:3|g',
        '  pay:1|ms',
        '  users:anna|s',
      ].join('\n'),
    );
  });

  it('say what they take', () => {
    expect(() => expect({}).toHaveCounted('orders.placed')).toThrow(
      'Expected a RecordedStats, got an object: take it from the module by get(RecordedStats).',
    );
  });
});
