import { expect, it } from 'vitest';
import { StatsClient } from '../../../lib';
import { FakeClock, MemoryTransport } from '../../../lib/testing';

it('lets a test say how long something took', async () => {
  const clock = new FakeClock(1_700_000_000_000);
  const transport = new MemoryTransport();
  const stats = new StatsClient({ transport, clock });

  const timer = stats.timer('pay').start();
  clock.advance(12.5);
  timer.stop();
  clock.setWall(1_700_000_060_000);
  stats.timing('since', new Date(1_700_000_000_000));
  await stats.close();

  expect(transport.lines()).toEqual(['pay:12.5|ms', 'since:60000|ms']);
});
