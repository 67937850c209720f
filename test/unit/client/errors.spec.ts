import { afterEach, describe, expect, it, vi } from 'vitest';
import { StatsClient } from '../../../lib/client/stats-client';
import { FakeClock } from '../../../lib/testing/fake-clock';
import { memoryClient } from '../../support/memory-client';

describe('onError', () => {
  it('hears of each kind of trouble once a minute', () => {
    const clock = new FakeClock();
    const { stats, errors } = memoryClient({ clock });
    const trouble = (): void => {
      stats.incr('x', NaN);
      stats.incr('');
      stats.event({ title: 'event' });
      stats.incr('x', 1, { bad: {} as unknown as string });
    };
    trouble();
    trouble();
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['STATS_INVALID_CALL', 'A counter x was given NaN: it takes a finite number.'],
      ['STATS_DROPPED', 'An event was dropped: the dialect statsd has none.'],
      ['STATS_DROPPED', 'The tag bad was left out: an object is no tag value.'],
    ]);
    clock.advance(59_999);
    trouble();
    expect(errors).toHaveLength(3);
    clock.advance(1);
    trouble();
    expect(errors).toHaveLength(6);
    expect(stats.report().dropped).toMatchObject({ invalid: 8, unsupported: 4 });
  });

  it('hears of every client apart', () => {
    const [one, other] = [memoryClient(), memoryClient()];
    one.stats.incr('');
    other.stats.incr('');
    expect([one.errors.length, other.errors.length]).toEqual([1, 1]);
  });

  it('may throw without any harm', () => {
    const { stats } = memoryClient({
      onError: () => {
        throw new Error('no pager');
      },
    });
    stats.incr('');
    expect(stats.report().dropped.invalid).toBe(1);
  });

  it('leaves the last error in the report', () => {
    const { stats, errors } = memoryClient();
    expect(stats.report()).not.toHaveProperty('lastError');
    stats.incr('');
    stats.serviceCheck({ name: 'db', status: 'ok' });
    expect(stats.report().lastError).toBe(errors[1]);
    expect(errors[1]?.message).toBe('A service check was dropped: the dialect statsd has none.');
  });
});

describe('where no onError is given', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is a warning of the process', async () => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const stats = new StatsClient({ transport: 'none:' });
    stats.incr('');
    stats.incr('');
    expect(emitWarning.mock.calls).toEqual([
      [
        "A counter was given the name '': it takes a string that is not empty.",
        { type: 'StatsWarning', code: 'STATS_INVALID_CALL' },
      ],
    ]);
    await stats.close();
  });
});
