import { expect, it } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';
import { HeldTransport } from '../support/held-transport';

// `onError` was called while a packet was handed on, and what it recorded was written behind that packet's lines once more.
it('sends every line once where onError records a metric of its own', async () => {
  const transport = new HeldTransport();
  const stats: StatsClient = new StatsClient({
    transport,
    aggregate: false,
    flushIntervalMs: 0,
    queue: { maxBytes: 10, overflow: 'drop-newest' },
    onError: () => stats.incr('e'),
  });
  stats.incr('x');
  stats.incr('y');
  stats.incr('zz');
  stats.incr('w');
  transport.letGo();
  await stats.close();
  expect(transport.lines).toEqual(['x:1|c', 'y:1|c']);
  // zz, e, w
  expect(stats.report()).toMatchObject({ recorded: 5, lines: 2, dropped: { queueFull: 3 } });
});
