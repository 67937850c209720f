import { expect, it, vi } from 'vitest';
import { StatsError } from '../../../lib/common/stats-error';
import { Warner } from '../../../lib/common/warner';
import { FakeClock } from '../../../lib/testing/fake-clock';

const error = (message: string) => () => new StatsError('STATS_DROPPED', message);

it('tells each kind at most once a minute', () => {
  const told: string[] = [];
  const clock = new FakeClock();
  const warner = new Warner(({ message }) => told.push(message), clock);
  warner.warn('a', error('a 1'));
  warner.warn('a', error('a 2'));
  warner.warn('b', error('b 1'));
  clock.advance(59_999);
  warner.warn('a', error('a 3'));
  clock.advance(1);
  warner.warn('a', error('a 4'));
  expect(told).toEqual(['a 1', 'b 1', 'a 4']);
});

it('makes no error while its kind is quiet, and returns the one told last', () => {
  const warner = new Warner(() => {}, new FakeClock());
  const make = vi.fn(error('first'));
  const first = warner.warn('a', make);
  expect(warner.warn('a', make)).toBe(first);
  expect(make).toHaveBeenCalledTimes(1);
});

it('is not hurt by a handler that throws, nor by one that asks for more', () => {
  const warner: Warner = new Warner(() => {
    warner.warn('a', error('again'));
    throw new Error('no pager');
  }, new FakeClock());
  expect(warner.warn('a', error('first')).message).toBe('first');
});
