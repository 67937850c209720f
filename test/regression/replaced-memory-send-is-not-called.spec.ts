import { expect, it } from 'vitest';
import { MemoryTransport, StatsClient } from '../../lib';

it('calls the send of a memory transport that a test has replaced', async () => {
  class Broken extends MemoryTransport {
    override send(): Promise<void> {
      return Promise.reject(new Error('broken'));
    }
  }
  const stats = new StatsClient({ transport: new Broken(), onError: () => {} });
  stats.incr('orders.placed');

  expect(await stats.close()).toEqual({ lines: 0, packets: 0, bytes: 0, dropped: 1, timedOut: false });
});
