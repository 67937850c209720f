import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

// Each of three readings of the tags saw another value: series and path did not belong together, two series shared a path,
// and giving one back never came to an end.
it('reads tags once, whatever a getter says the next time', async () => {
  const { stats, sent } = memoryClient();
  let reads = 0;
  const tags = {
    get a(): number {
      reads += 1;
      return reads % 3;
    },
  };
  for (let call = 0; call < 50; call += 1) {
    stats.incr('x', 1, tags);
  }
  await sent();
  for (let flush = 0; flush < 12; flush += 1) {
    await stats.flush();
  }
  expect(stats.report().series).toBe(0);
  stats.incr('x', 1, { a: 2 });
  expect(await sent()).toEqual(['x:1|c|#a:2']);
});
