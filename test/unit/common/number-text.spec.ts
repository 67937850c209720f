import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, numberText } from '../../../lib/common/number-text';

describe('numberText', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [-1, '-1'],
    [0.1, '0.1'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e-6, '0.000001'],
    [1e-7, '0.0000001'],
    [-1.25e-7, '-0.000000125'],
    [5e-324, `0.${'0'.repeat(323)}5`],
    [123456789012345680000, '123456789012345680000'],
    [1e21, '1000000000000000000000'],
    [-1.5e21, '-1500000000000000000000'],
    [1.25e25, '12500000000000000000000000'],
    [2 ** 53, '9007199254740992'],
    [-(2 ** 31), '-2147483648'],
    [Number.MAX_VALUE, `17976931348623157${'0'.repeat(292)}`],
  ])('writes %s as %s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });

  it('is the shortest text that reads back as the number, without exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberText(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('durationText', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [12, '12'],
    [100, '100'],
    [1.5, '1.5'],
    [0.1234564, '0.123456'],
    [0.1234567, '0.123457'],
    [0.000001, '0.000001'],
    [0.0000004, '0'],
    [-0.0000004, '0'],
    [-1.25, '-1.25'],
    [1e21, '1000000000000000000000'],
    [-1e21, '-1000000000000000000000'],
  ])('writes %s ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
