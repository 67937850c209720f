import { expect, it } from 'vitest';
import { Label } from '../../../lib/dialects/label';
import type { SeriesWriter } from '../../../lib/dialects/series-writer';
import { CounterSeries } from '../../../lib/metrics/counter-series';
import { FlushCycle } from '../../../lib/metrics/flush-cycle';
import { LineEntry } from '../../../lib/metrics/line-entry';
import { Shelf } from '../../../lib/metrics/shelf';
import { RecordingWriter } from '../../support/recording-writer';
import { seriesHome } from '../../support/series-home';

/** The cycle of a table, and series that stand in it. */
function cycleOf(): { cycle: FlushCycle; shelf: Shelf; series(name: string): CounterSeries } {
  const cycle = new FlushCycle();
  const shelf = new Shelf();
  const home = seriesHome(cycle);
  return {
    cycle,
    shelf,
    series(name) {
      const made = new CounterSeries(home, new Label('counter', name, '|c', ''));
      shelf.put([name], made);
      cycle.add(made);
      return made;
    },
  };
}

function flush(cycle: FlushCycle, writer: SeriesWriter): void {
  cycle.begin();
  while (cycle.writeNext(writer));
  while (cycle.releaseNext());
}

it('writes entries in the order of their first touch', () => {
  const { cycle, series } = cycleOf();
  const [a, b, c] = [series('a'), series('b'), series('c')];
  c.add(1, 1);
  a.add(1, 1);
  cycle.append(new LineEntry('raw'));
  b.add(1, 1);
  a.add(1, 1);
  const writer = new RecordingWriter();
  flush(cycle, writer);
  expect(writer.written).toEqual(['counter c 1', 'counter a 2', 'line raw', 'counter b 1']);
});

it('leaves what is touched after the beginning to the next flush', () => {
  const { cycle, series } = cycleOf();
  const [a, b] = [series('a'), series('b')];
  a.add(1, 1);
  cycle.begin();
  b.add(1, 1);
  const writer = new RecordingWriter();
  expect(cycle.writeNext(writer)).toBe(1);
  a.add(5, 1);
  expect(cycle.writeNext(writer)).toBe(0);
  expect(writer.written).toEqual(['counter a 1']);
  flush(cycle, writer);
  expect(writer.written).toEqual(['counter a 1', 'counter b 1', 'counter a 5']);
});

it('adds to a series whose turn has not come yet', () => {
  const { cycle, series } = cycleOf();
  const [a, b] = [series('a'), series('b')];
  a.add(1, 1);
  b.add(1, 1);
  cycle.begin();
  const writer = new RecordingWriter();
  cycle.writeNext(writer);
  b.add(1, 1);
  while (cycle.writeNext(writer));
  expect(writer.written).toEqual(['counter a 1', 'counter b 2']);
});

it('gives a series back after exactly ten flushes without a call', () => {
  const { cycle, shelf, series } = cycleOf();
  const writer = new RecordingWriter();
  const idle = series('idle');
  idle.add(1, 1);
  flush(cycle, writer);
  for (let i = 0; i < 9; i += 1) {
    flush(cycle, writer);
  }
  expect(shelf.get(['idle'])).toBe(idle);
  flush(cycle, writer);
  expect(shelf.get(['idle'])).toBeUndefined();
  expect(shelf.size).toBe(0);
});

it('gives a series back that was never touched', () => {
  const { cycle, shelf, series } = cycleOf();
  series('refused');
  for (let i = 0; i < 10; i += 1) {
    expect(shelf.size).toBe(1);
    flush(cycle, new RecordingWriter());
  }
  expect(shelf.size).toBe(0);
});

it('starts to count anew with every call', () => {
  const { cycle, shelf, series } = cycleOf();
  const writer = new RecordingWriter();
  const used = series('used');
  for (let round = 0; round < 3; round += 1) {
    used.add(1, 1);
    for (let i = 0; i < 10; i += 1) {
      flush(cycle, writer);
    }
    expect(shelf.size).toBe(1);
  }
});

it('keeps a series whose bound meter is in use', () => {
  const { cycle, shelf, series } = cycleOf();
  const bound = series('bound');
  const meter = bound.bind(() => ({}));
  for (let i = 0; i < 25; i += 1) {
    flush(cycle, new RecordingWriter());
  }
  expect(shelf.size).toBe(1);
  expect(bound.bind(() => ({}))).toBe(meter);
});
