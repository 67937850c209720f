import { describe, expect, it } from 'vitest';
import { Label } from '../../../lib/dialects/label';
import { FlushCycle } from '../../../lib/metrics/flush-cycle';
import { SampleSeries } from '../../../lib/metrics/sample-series';
import { RecordingWriter } from '../../support/recording-writer';
import { seededRandom } from '../../support/seeded-random';
import { seriesHome } from '../../support/series-home';

let cycle: FlushCycle;

/** A draw so small that no further value is taken. */
const NONE = 1e-9;

function seriesOf(maxSamples: number, random = (): number => NONE): SampleSeries {
  cycle = new FlushCycle();
  const home = seriesHome(cycle);
  const series = new SampleSeries(home, new Label('timer', 't', '|ms', ''), { maxSamples, random });
  cycle.add(series);
  return series;
}

function flushed(): string[] {
  const writer = new RecordingWriter();
  cycle.begin();
  while (cycle.writeNext(writer));
  return writer.written;
}

function recordAll(series: SampleSeries, count: number, rate = 1): void {
  for (let i = 0; i < count; i += 1) {
    series.record(i, rate);
  }
}

const numbers = (from: number, to: number): string => Array.from({ length: to - from }, (_, i) => from + i).join(',');

it.each([1, 15, 16, 17, 32, 33, 1_000])('keeps %d values of as many allowed, in their order', (count) => {
  const series = seriesOf(count);
  recordAll(series, count);
  expect(flushed()).toEqual([`timer t ${numbers(0, count)}`]);
});

it('keeps every value where maxSamples is Infinity, and writes very many in batches', () => {
  const series = seriesOf(Infinity);
  recordAll(series, 40_000);
  expect(flushed()).toEqual([`timer t ${numbers(0, 32_768)}`, `timer t ${numbers(32_768, 40_000)}`]);
});

it('leaves what is recorded between two batches to the next flush', () => {
  const series = seriesOf(Infinity);
  recordAll(series, 32_769);
  const writer = new RecordingWriter();
  cycle.begin();
  cycle.writeNext(writer);
  series.record(7, 1);
  while (cycle.writeNext(writer));
  expect(writer.written).toEqual([`timer t ${numbers(0, 32_768)}`, 'timer t 32768']);
  expect(flushed()).toEqual(['timer t 7']);
});

it('starts anew after it has written', () => {
  const series = seriesOf(2);
  recordAll(series, 4);
  expect(flushed()).toEqual(['timer t 0,1 @0.5']);
  series.record(7, 1);
  expect(flushed()).toEqual(['timer t 7']);
});

describe('the reservoir', () => {
  it('writes the share that it kept as the rate', () => {
    const series = seriesOf(3);
    recordAll(series, 4);
    expect(flushed()).toEqual(['timer t 0,1,2 @0.75']);
  });

  it('draws how many values pass, and which kept one gives way to the next', () => {
    // W = 0.5, and half as much of it passes again: ln 0.2 / ln 0.5 is 2.3, so two values pass. Place 0.75 of 1 is 0.
    const draws = [0.5, 0.2, 0.75, 0.5, 0.999];
    const series = seriesOf(1, () => draws.shift() ?? 0);
    recordAll(series, 4);
    expect(draws).toEqual([]);
    expect(flushed()).toEqual(['timer t 3 @0.25']);
  });

  it('does not draw for a value that passes', () => {
    let draws = 0;
    const series = seriesOf(1, () => {
      draws += 1;
      return 0.001;
    });
    recordAll(series, 1_000);
    expect(draws).toBe(2);
  });

  it.each([-1, 0, 1, 2])('keeps as many values as it may where chance says %d', (draw) => {
    const series = seriesOf(3, () => draw);
    recordAll(series, 12);
    expect(flushed()[0]).toMatch(/^timer t \d+,\d+,\d+ @0\.25$/);
  });

  it('is uniform: every value is kept as often as any other', () => {
    const [size, count, rounds] = [10, 100, 4_000];
    const series = seriesOf(size, seededRandom(42));
    const kept = Array.from({ length: count }, () => 0);
    for (let round = 0; round < rounds; round += 1) {
      recordAll(series, count);
      const values = flushed()[0]?.split(' ')[2]?.split(',') ?? [];
      expect(values).toHaveLength(size);
      for (const value of values) {
        kept[Number(value)] = (kept[Number(value)] ?? 0) + 1;
      }
    }
    const expected = (rounds * size) / count;
    const chiSquare = kept.reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: a uniform choice stays below 149 in 999 cases of 1000.
    expect(chiSquare).toBeLessThan(149);
  });
});

describe('rates', () => {
  it('leave in separate lines, in the order of their first value', () => {
    const series = seriesOf(10);
    series.record(1, 0.5);
    series.record(2, 1);
    series.record(3, 0.5);
    series.record(4, 0.25);
    expect(flushed()).toEqual(['timer t 1,3 @0.5', 'timer t 2', 'timer t 4 @0.25']);
  });

  it('are multiplied by the share of the reservoir', () => {
    const series = seriesOf(2);
    series.record(1, 1);
    series.record(2, 0.5);
    series.record(3, 1);
    series.record(4, 1);
    expect(flushed()).toEqual(['timer t 1 @0.5', 'timer t 2 @0.25']);
  });

  it('go with the value that takes a place', () => {
    // None passes before the third, which takes place 0; then all others do.
    const draws = [0.5, 0.9, 0];
    const series = seriesOf(2, () => draws.shift() ?? NONE);
    series.record(1, 1);
    series.record(2, 1);
    series.record(3, 0.5);
    series.record(4, 1);
    expect(flushed()).toEqual(['timer t 3 @0.25', 'timer t 2 @0.5']);
  });

  it('are kept when the memory grows', () => {
    const series = seriesOf(100);
    recordAll(series, 16, 0.5);
    recordAll(series, 2);
    expect(flushed()).toEqual([`timer t ${numbers(0, 16)} @0.5`, 'timer t 0,1']);
  });

  it('are forgotten with the flush', () => {
    const series = seriesOf(100);
    series.record(1, 0.5);
    flushed();
    series.record(2, 1);
    expect(flushed()).toEqual(['timer t 2']);
  });
});
