import { expect, it } from 'vitest';
import { BoundCounter } from '../../../lib/client/bound-counter';
import { Label } from '../../../lib/dialects/label';
import { CounterSeries } from '../../../lib/metrics/counter-series';
import { FlushCycle } from '../../../lib/metrics/flush-cycle';
import type { SeriesHome } from '../../../lib/metrics/series';
import { RecordingWriter } from '../../support/recording-writer';
import { seriesHome } from '../../support/series-home';

function counting(): { cycle: FlushCycle; home: SeriesHome; series: CounterSeries; counter: BoundCounter } {
  const cycle = new FlushCycle();
  const home = seriesHome(cycle);
  const series = new CounterSeries(home, new Label('counter', 'orders', '|c', ''));
  cycle.add(series);
  return { cycle, home, series, counter: new BoundCounter(series) };
}

function written(cycle: FlushCycle): string[] {
  const writer = new RecordingWriter();
  cycle.begin();
  while (cycle.writeNext(writer));
  return writer.written;
}

it('keeps calls of one beside the series, from the second of a flush on', () => {
  const { cycle, home, counter } = counting();
  counter.incr();
  counter.incr();
  counter.incr();
  expect(home.recorded).toBe(1);
  expect([...home.tallies].map((tally) => tally.calls)).toEqual([2]);
  expect(written(cycle)).toEqual(['counter orders 3']);
  expect(home.recorded).toBe(3);
  expect(home.tallies.size).toBe(0);
});

it('adds up with counts of other sizes and with calls that are not bound', () => {
  const { cycle, home, series, counter } = counting();
  series.add(10, 1);
  counter.incr(5);
  counter.incr();
  counter.decr(2);
  series.add(1, 0.5);
  counter.incr();
  expect(written(cycle)).toEqual(['counter orders 17']);
  expect(home.recorded).toBe(6);
});

it('starts anew with every flush', () => {
  const { cycle, home, counter } = counting();
  counter.incr();
  counter.incr();
  expect(written(cycle)).toEqual(['counter orders 2']);
  expect(written(cycle)).toEqual([]);
  counter.incr();
  expect(written(cycle)).toEqual(['counter orders 1']);
  expect(home.recorded).toBe(3);
});

it('stays closed where the call is too late', () => {
  const { home, counter } = counting();
  home.touch = () => false;
  counter.incr();
  counter.incr();
  expect(home.recorded).toBe(0);
  expect(home.tallies.size).toBe(0);
});
