import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('refuses a call whose options cannot be read', () => {
  const { stats } = memoryClient({ dialect: 'datadog' });
  stats.incr('a', 1, undefined, {
    get rate(): number {
      throw new Error('no rate today');
    },
  });
  stats.gauge('a', 1, undefined, {
    get timestamp(): number {
      throw new Error('no time today');
    },
  });
  stats.gauge('a', 1, undefined, { timestamp: Object.create(Date.prototype) as Date });
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 3 } });
});
