import { expect, it } from 'vitest';
import { Branch } from '../../lib/metrics/path-node';

it('remembers no more than 16 keys at a node, and leaves no half of a path behind', () => {
  const branch = Branch.ofNames<string>(() => {});
  for (let i = 0; i < 16; i += 1) {
    const node = branch.reach('orders', { [`id${i}`]: 1 });
    node!.target = `series ${i}`;
  }

  expect(branch.reach('orders', { id16: 1 })).toBeUndefined();
  expect(branch.find('orders', { id15: 1 })).toBe('series 15');
  expect(branch.find('orders', { id16: 1 })).toBeUndefined();
});
