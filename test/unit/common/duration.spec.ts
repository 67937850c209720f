import { describe, expect, it } from 'vitest';
import { durationToMs, type DurationLike } from '../../../lib/common/duration';

describe('durationToMs', () => {
  it.each([
    [{ seconds: 1.5 }, 1_500],
    [{ days: 1 }, 86_400_000],
    [{ hours: 1, minutes: 1, seconds: 1, milliseconds: 1 }, 3_661_001],
    [{ microseconds: 3 }, 0.003],
    [{ seconds: undefined, milliseconds: 2 }, 2],
    [{ seconds: 0 }, 0],
    [{ seconds: -1 }, -1_000],
  ])('reads %o as %d ms', (duration, ms) => {
    expect(durationToMs(duration)).toBe(ms);
  });

  it.each([[{}], [{ fortnights: 1 }], [{ seconds: '1' }], [{ seconds: 1, minutes: null }], [[1]], [new Map()]])(
    'finds no duration in %o',
    (duration) => {
      expect(durationToMs(duration as DurationLike)).toBeNaN();
    },
  );
});
