import { expect, it } from 'vitest';
import type { TagValue } from '../../lib/common/tags';
import { memoryClient } from '../support/memory-client';

it('keeps no series and tells nothing when it is not enabled', () => {
  const { stats, errors } = memoryClient({ enabled: false, maxSeries: 2 });
  for (let i = 0; i < 10; i += 1) {
    stats.incr('x', 1, { i, bad: {} as unknown as TagValue });
  }
  expect(errors).toEqual([]);
  expect(stats.report()).toMatchObject({ recorded: 0, series: 0, droppedTags: 0 });
});
