import { expect, it } from 'vitest';
import { withinRange } from '../../../lib/common/within-range';

it.each([
  [1, 1],
  [Number.MAX_VALUE, Number.MAX_VALUE],
  [Infinity, Number.MAX_VALUE],
  [-Infinity, -Number.MAX_VALUE],
  [NaN, 0],
])('brings %s to %s', (sum, within) => {
  expect(withinRange(sum)).toBe(within);
});
