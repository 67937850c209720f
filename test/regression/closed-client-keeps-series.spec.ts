import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('makes no series for calls after close', async () => {
  const { stats } = memoryClient();
  await stats.close();
  for (let i = 0; i < 10; i += 1) {
    stats.incr('x', 1, { i });
    stats.gauge('g', 1, { i }, { rate: 0.5 });
  }
  expect(stats.report()).toMatchObject({ recorded: 0, series: 0, dropped: { closed: 20 } });
});
