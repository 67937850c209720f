import { expect, it, vi } from 'vitest';
import { isLate } from '../../../lib/client/deadline';

it('is not late where the work is done in time, well or not', async () => {
  expect(await isLate(Promise.resolve(), 1_000)).toBe(false);
  expect(await isLate(Promise.reject(new Error('failed')), 1_000)).toBe(false);
});

it('is late where the time was too short, and leaves no timer behind', async () => {
  vi.useFakeTimers();
  try {
    const late = isLate(new Promise(() => {}), 1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await late).toBe(true);
    const inTime = isLate(Promise.resolve(), 1_000);
    expect(await inTime).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
