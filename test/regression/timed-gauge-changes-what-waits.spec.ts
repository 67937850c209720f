import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('does not fold a gauge with a time of its own into one that waits', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog' });
  stats.gauge('g', 5);
  stats.gauge('g', 7, undefined, { timestamp: 1_000 });
  expect(await sent()).toEqual(['g:5|g', 'g:7|g|T1']);
});

it('counts deltas from the value with a time, which was the last to be set', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog' });
  stats.gauge('g', 5);
  stats.gauge('g', 7, undefined, { timestamp: 1_000 });
  stats.gaugeDelta('g', 1);
  expect(await sent()).toEqual(['g:8|g', 'g:7|g|T1']);
  stats.gauge('g', 20, undefined, { timestamp: 2_000 });
  expect(await sent()).toEqual(['g:20|g|T2']);
  stats.gaugeDelta('g', -1);
  expect(await sent()).toEqual(['g:19|g']);
  stats.gauge('g', 1);
  stats.gauge('g', 30, undefined, { timestamp: 3_000 });
  expect(await sent()).toEqual(['g:1|g', 'g:30|g|T3']);
  stats.gaugeDelta('g', 1);
  expect(await sent()).toEqual(['g:31|g']);
});
