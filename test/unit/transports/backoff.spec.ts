import { describe, expect, it } from 'vitest';
import { Backoff } from '../../../lib/transports/backoff';

const delays = (backoff: Backoff, count: number): number[] => Array.from({ length: count }, () => backoff.nextMs());

describe('Backoff', () => {
  it('doubles from 100 ms to 15 s where chance is kind', () => {
    expect(delays(new Backoff(() => 0), 10)).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 12_800, 15_000, 15_000]);
  });

  it('never waits longer than 30 s', () => {
    expect(delays(new Backoff(() => 1), 10)).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
  });

  it('starts over when reset', () => {
    const backoff = new Backoff(() => 0.5);
    expect(delays(backoff, 3)).toEqual([150, 300, 600]);
    backoff.reset();
    expect(delays(backoff, 2)).toEqual([150, 300]);
  });
});
