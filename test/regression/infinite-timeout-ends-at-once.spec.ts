import { expect, it } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';
import { HeldTransport } from '../support/held-transport';

it('waits without limit where timeoutMs is Infinity', async () => {
  const transport = new HeldTransport();
  const stats = new StatsClient({ transport });
  stats.incr('x');
  const flush = stats.flush({ timeoutMs: Infinity });
  setTimeout(() => transport.letGo(), 5);
  expect(await flush).toEqual({ lines: 1, packets: 1, bytes: 5, dropped: 0, timedOut: false });
  const close = stats.close({ timeoutMs: Infinity });
  expect(await close).toEqual({ lines: 0, packets: 0, bytes: 0, dropped: 0, timedOut: false });
});
