import { expect, it } from 'vitest';
import { shortNumber } from '../../../../lib/collector/terminal/short-number';

it.each([
  [0, '0'],
  [-5, '-5'],
  [9_999_999, '9999999'],
  [12_345_678, '12.35M'],
  [-2_000_000_000, '-2G'],
  [1.5e13, '15T'],
  [1e21, '1.00e+21'],
  [0.0004, '0'],
  [0.0126, '0.013'],
  [4.56789, '4.57'],
  [99.999, '100'],
  [123.456, '123.5'],
  [1234.56, '1235'],
  [Infinity, 'Infinity'],
  [NaN, 'NaN'],
])('%d is shown as %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});
