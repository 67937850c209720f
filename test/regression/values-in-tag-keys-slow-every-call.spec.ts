import { expect, it } from 'vitest';
import { Branch } from '../../lib/metrics/branch';

it('remembers no more than 16 keys after a step, and leaves no half of a path behind', () => {
  const branch = Branch.ofNames<string>();
  for (let i = 0; i < 16; i += 1) {
    const end = branch.reach('orders', { [`id${i}`]: 1 });
    end?.branch.put(end.step, `series ${i}`);
  }

  expect(branch.reach('orders', { id16: 1 })).toBeUndefined();
  expect(branch.find('orders', { id15: 1 })).toBe('series 15');
  expect(branch.find('orders', { id16: 1 })).toBeUndefined();
});
