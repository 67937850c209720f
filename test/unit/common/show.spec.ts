import { expect, it } from 'vitest';
import { show } from '../../../lib/common/show';

const trap = new Proxy(
  {},
  {
    get: () => {
      throw new Error('touched');
    },
  },
);

it.each([
  ['text', "'text'"],
  [12, '12'],
  [12n, '12n'],
  [null, 'null'],
  [undefined, 'undefined'],
  [Symbol('s'), 'Symbol(s)'],
  [[1], 'an array'],
  [{ secret: 'x' }, 'an object'],
  [() => 1, 'a function'],
  [trap, 'an object'],
])('shows %o in a few words', (value, words) => {
  expect(show(value)).toBe(words);
});

it('cuts long texts', () => {
  expect(show('x'.repeat(1_000))).toBe(`'${'x'.repeat(200)}'... 800 more characters`);
});
