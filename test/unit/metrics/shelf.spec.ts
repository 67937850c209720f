import { expect, it } from 'vitest';
import { Label } from '../../../lib/dialects/label';
import { CounterSeries } from '../../../lib/metrics/counter-series';
import { FlushCycle } from '../../../lib/metrics/flush-cycle';
import type { SeriesAddress } from '../../../lib/metrics/series-address';
import { Shelf } from '../../../lib/metrics/shelf';
import { seriesHome } from '../../support/series-home';

const ADDRESSES: SeriesAddress[] = [
  ['orders'],
  ['orders\nchannel', 'web'],
  ['orders\nchannel', 'app'],
  ['orders\nchannel\nkind', 'web', 'new'],
  ['orders\nchannel\nkind', 'web', 'old'],
  ['orders\nkind\nchannel', 'new', 'web'],
  ['refunds'],
];

function filled(): { shelf: Shelf; series: CounterSeries[] } {
  const shelf = new Shelf();
  const home = seriesHome(new FlushCycle());
  const series = ADDRESSES.map((address) => {
    const made = new CounterSeries(home, new Label('counter', address.join(), '|c', ''));
    shelf.put(address, made);
    return made;
  });
  return { shelf, series };
}

it('has every series at its address, and none elsewhere', () => {
  const { shelf, series } = filled();
  expect(ADDRESSES.map((address) => shelf.get(address))).toEqual(series);
  expect(shelf.size).toBe(7);
  expect(shelf.get(['orders\nchannel', 'shop'])).toBeUndefined();
  expect(shelf.get(['orders\nchannel\nkind', 'web', 'used'])).toBeUndefined();
  expect(shelf.get(['orders\nregion', 'web'])).toBeUndefined();
});

it.each([...ADDRESSES.keys()])('lets go of series %i alone when that is released', (gone) => {
  const { shelf, series } = filled();
  series[gone]?.release();
  expect(ADDRESSES.map((address) => shelf.get(address))).toEqual(
    series.map((one, i) => (i === gone ? undefined : one)),
  );
  expect(shelf.size).toBe(6);
});
