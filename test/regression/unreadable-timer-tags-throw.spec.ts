import { expect, it } from 'vitest';
import type { Tags } from '../../lib/common/tags';
import { memoryClient } from '../support/memory-client';

const unreadable: Tags = {
  get a(): string {
    throw new Error('no tags today');
  },
};

it('refuses a measurement whose tags cannot be read', () => {
  const { stats } = memoryClient();
  stats.timer('x', unreadable).start().stop();
  stats.timer('x').start().stop({ tags: unreadable });
  stats
    .timer('x', unreadable)
    .start()
    .stop({ tags: { b: 1 } });
  stats.meters.timer('x').start().stop({ tags: unreadable });
  stats.meters.timer('x', unreadable).record(1);
  expect(stats.time('x', () => 'result', unreadable)).toBe('result');
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 6 } });
});
