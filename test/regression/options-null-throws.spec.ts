import { expect, it } from 'vitest';
import type { MetricOptions } from '../../lib/client/stats';
import { memoryClient } from '../support/memory-client';

const nothing = null as unknown as MetricOptions;

it('takes options of null as none', async () => {
  const { stats, sent } = memoryClient();
  stats.incr('a', 1, {}, nothing);
  stats.gauge('b', 1, {}, nothing);
  stats.gaugeDelta('c', 1, {}, nothing);
  stats.timing('d', 1, {}, nothing);
  stats.set('e', 1, {}, nothing);
  stats.timer('f', {}, nothing).start();
  expect(await sent()).toEqual(['a:1|c', 'b:1|g', 'c:+1|g', 'd:1|ms', 'e:1|s']);
});
