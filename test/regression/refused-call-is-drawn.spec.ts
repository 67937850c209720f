import { expect, it, vi } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('draws only after the name is found to be one', () => {
  const random = vi.fn(() => 0.9);
  const { stats } = memoryClient({ random });
  stats.incr('', 1, undefined, { rate: 0.5 });
  stats.set('', 1, undefined, { rate: 0.5 });
  stats.timing('', 1, undefined, { rate: 0 });
  expect(random).not.toHaveBeenCalled();
  expect(stats.report()).toMatchObject({ recorded: 0, sampledOut: 0, dropped: { invalid: 3 } });
});
