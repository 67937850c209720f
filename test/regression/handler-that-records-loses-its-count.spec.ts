import { expect, it } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';
import { MemoryTransport } from '../../lib/transports/memory-transport';

// `onError` was called while the series was written, which was marked as written only afterwards.
it('sends with the next flush what onError records into the series being written', async () => {
  const transport = new MemoryTransport();
  const stats: StatsClient = new StatsClient({
    transport,
    maxPacketBytes: 8,
    queue: { maxBytes: 8 },
    onError: () => stats.incr('counter'),
  });
  stats.incr('counter');
  await stats.flush();
  expect(stats.report()).toMatchObject({ recorded: 2, lines: 0, dropped: { oversize: 1 } });
  await stats.flush();
  expect(stats.report()).toMatchObject({ recorded: 2, lines: 0, dropped: { oversize: 2 } });
  await stats.close();
});
