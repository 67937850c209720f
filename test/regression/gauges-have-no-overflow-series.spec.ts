import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

// The running values of the series left none for the overflow series.
it('folds gauges beyond maxSeries into their overflow series on a dialect without deltas', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog', maxSeries: 2 });
  for (let i = 0; i < 4; i += 1) {
    stats.gauge('g', i, { i });
  }
  expect(await sent()).toEqual(['g:0|g|#i:0', 'g:1|g|#i:1', 'g:3|g|#overflow:true']);
  expect(stats.report()).toMatchObject({ recorded: 4, series: 3, dropped: { seriesLimit: 0 } });
});
