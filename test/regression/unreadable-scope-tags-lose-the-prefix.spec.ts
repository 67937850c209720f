import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('keeps the prefix of a scope whose tags cannot be read', async () => {
  const { stats, sent, errors } = memoryClient();
  const orders = stats.scope('orders', {
    get a(): string {
      throw new Error('no tags today');
    },
  });
  orders.incr('placed');
  expect(await sent()).toEqual(['orders.placed:1|c']);
  expect(stats.report()).toMatchObject({ recorded: 1, droppedTags: 1, dropped: { invalid: 0 } });
  expect(errors.map((error) => error.message)).toEqual([
    'The tags of a scope were left out: they cannot be read (an object).',
  ]);
});
