import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../lib/transports/retry-after';

const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('retryAfterMs', () => {
  it.each([
    [undefined, 0],
    ['0', 0],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['86400', 600_000],
    ['99999999999999999999', 600_000],
    ['soon', 0],
    ['', 0],
    ['-5', 0],
  ])('%j is %d ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});
