import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('refuses a duration that cannot be read', () => {
  const { stats } = memoryClient();
  stats.timing('x', {
    get seconds(): number {
      throw new Error('no time today');
    },
  });
  stats.timing('x', Object.create(Date.prototype) as Date);
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 2 } });
});
