import { expect, it } from 'vitest';
import { foldingAddress, seriesAddress } from '../../../lib/metrics/series-address';

it('is the name with the keys, then the values', () => {
  expect(seriesAddress('orders', [])).toEqual(['orders']);
  expect(
    seriesAddress('orders', [
      ['kind', 'new'],
      ['channel', 'web'],
    ]),
  ).toEqual(['orders\nkind\nchannel', 'new', 'web']);
});

it('is the same for every order of the tags where they fold', () => {
  const tags = [
    ['kind', 'new'],
    ['channel', 'web'],
    ['region', 'eu'],
  ] as const;
  const address = ['orders\nchannel\nkind\nregion', 'web', 'new', 'eu'];
  expect(foldingAddress('orders', tags)).toEqual(address);
  expect(foldingAddress('orders', tags.toReversed())).toEqual(address);
});
