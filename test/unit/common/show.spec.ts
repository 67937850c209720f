import { expect, it } from 'vitest';
import { show } from '../../../lib/common/show';

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
])('shows %o in a few words', (value, words) => {
  expect(show(value)).toBe(words);
});

it('touches no object', () => {
  const refuse = (): never => {
    throw new Error('touched');
  };
  expect(show(new Proxy({}, { get: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse }))).toBe('an object');
});

it('cuts long texts', () => {
  expect(show('x'.repeat(1_000))).toBe(`'${'x'.repeat(200)}'... 800 more characters`);
});
