import { expect, it } from 'vitest';
import { giveWay } from '../../lib/client/give-way';
import { StatsClient } from '../../lib/client/stats-client';
import { HeldTransport } from '../support/held-transport';

// A flush waited until the queue was empty, which under steady load it never is.
it('waits for what was recorded before the call, not for what comes later', async () => {
  const transport = new HeldTransport();
  const stats = new StatsClient({ transport, aggregate: false, flushIntervalMs: 0 });
  stats.incr('before');
  const flush = stats.flush({ timeoutMs: Infinity });
  await giveWay();
  stats.incr('after');
  transport.letOneGo();
  expect(await flush).toEqual({ lines: 1, packets: 1, bytes: 10, dropped: 0, timedOut: false });
  expect(stats.report()).toMatchObject({ lines: 1, queuedBytes: 9 });
  transport.letGo();
  await stats.close();
});
