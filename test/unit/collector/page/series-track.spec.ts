import { describe, expect, it } from 'vitest';
import { SeriesTrack } from '../../../../lib/collector/page/series-track';
import type { SeriesSnapshot } from '../../../../lib/collector/store/series';

const snapshot = (part: Partial<SeriesSnapshot>): SeriesSnapshot => ({
  id: 1,
  name: 'm',
  kind: 'counter',
  tags: [],
  count: 0,
  perSecond: 0,
  lastSeenMs: 0,
  revision: 0,
  ...part,
});

const window = { samples: 3, min: 1, p50: 2, p95: 3, p99: 3, max: 3 };

describe('a tracked series', () => {
  it('has a row of six numbers, those left out that its kind has not', () => {
    const rowOf = (part: Partial<SeriesSnapshot>): unknown => {
      const track = new SeriesTrack(snapshot(part));
      track.push(snapshot(part));
      return track.row;
    };
    expect(rowOf({ count: 3, perSecond: 1 / 3 })).toEqual([3, 0.3333333, null, null, null, null]);
    expect(rowOf({ kind: 'gauge', count: 1, last: -5 })).toEqual([1, 0, -5, null, null, null]);
    expect(rowOf({ kind: 'set', count: 4, members: ['a', 'b'] })).toEqual([4, 0, 2, null, null, null]);
    expect(rowOf({ kind: 'timer', count: 3, last: 1, window })).toEqual([3, 0, 1, 2, 3, 3]);
    expect(rowOf({ count: Infinity })).toEqual([null, 0, null, null, null, null]);
  });

  it('says whether a number is another', () => {
    const track = new SeriesTrack(snapshot({}));
    expect(track.push(snapshot({ count: 1 }))).toBe(true);
    expect(track.push(snapshot({ count: 1 }))).toBe(false);
    expect(track.push(snapshot({ count: 2 }))).toBe(true);
  });

  it('keeps the last three minutes of what is plotted', () => {
    const counter = new SeriesTrack(snapshot({}));
    for (let second = 0; second < 200; second++) {
      counter.push(snapshot({ perSecond: second }));
    }
    expect(counter.points(3)).toEqual([[197, 198, 199]]);
    expect(counter.points(1_000)[0]).toEqual(Array.from({ length: 180 }, (_, at) => at + 20));
    const timer = new SeriesTrack(snapshot({ kind: 'timer' }));
    timer.push(snapshot({ kind: 'timer', window }));
    timer.push(snapshot({ kind: 'timer' }));
    expect(timer.points(60)).toEqual([
      [2, null],
      [3, null],
      [3, null],
    ]);
  });
});
