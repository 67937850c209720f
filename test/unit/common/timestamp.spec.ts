import { expect, it } from 'vitest';
import { timestampMs } from '../../../lib/common/timestamp';

it.each([
  [0, 0],
  [1_700_000_000_000, 1_700_000_000_000],
  [new Date(5), 5],
])('reads %o as %d', (timestamp, ms) => {
  expect(timestampMs(timestamp)).toBe(ms);
});

it.each([[NaN], [Infinity], [-1], [new Date(NaN)], ['2024-01-01'], [null], [9e15]])(
  'finds no time in %o',
  (timestamp) => {
    expect(timestampMs(timestamp as number)).toBeNaN();
  },
);
