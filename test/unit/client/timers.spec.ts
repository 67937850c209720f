import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock';
import { memoryClient } from '../../support/memory-client';

function timedClient() {
  const clock = new FakeClock(1_000_000);
  return { clock, ...memoryClient({ clock }) };
}

const code = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return (error as { code: unknown }).code;
  }
  return undefined;
};

describe('a timer', () => {
  it('measures from start to stop on the monotonic clock, and sends', async () => {
    const { clock, stats, sent } = timedClient();
    const timer = stats.timer('t', { a: 1 });
    expect(timer.ms).toBeUndefined();
    clock.advance(100);
    timer.start();
    clock.setWall(0);
    clock.advance(12.3456789);
    expect(timer.stop()).toBe(timer);
    expect(timer.ms).toBeCloseTo(12.3456789, 9);
    expect(await sent()).toEqual(['t:12.345679|ms|#a:1']);
  });

  it('does not start by itself', () => {
    const { stats } = timedClient();
    expect(code(() => stats.timer('t').stop())).toBe('STATS_TIMER_NOT_STARTED');
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 0 } });
  });

  it('has nothing to send before it is stopped', () => {
    const { stats } = timedClient();
    expect(code(() => stats.timer('t').send())).toBe('STATS_TIMER_NO_DATA');
    expect(code(() => stats.timer('t').start().send())).toBe('STATS_TIMER_NO_DATA');
  });

  it('sends a measurement once', () => {
    const { stats } = timedClient();
    const timer = stats.timer('t').start().stop();
    expect(code(() => timer.send())).toBe('STATS_TIMER_ALREADY_SENT');
    expect(code(() => timer.stop())).toBe('STATS_TIMER_ALREADY_SENT');
    expect(stats.report().recorded).toBe(1);
  });

  it('sends later where it is told to', async () => {
    const { clock, stats, sent } = timedClient();
    const timer = stats.timer('t').start();
    clock.advance(5);
    timer.stop({ send: false });
    clock.advance(5);
    expect(await sent()).toEqual([]);
    expect(timer.ms).toBe(5);
    expect(timer.send()).toBe(timer);
    expect(await sent()).toEqual(['t:5|ms']);
  });

  it('measures again from the same start after stop({ send: false })', async () => {
    const { clock, stats, sent } = timedClient();
    const timer = stats.timer('t').start();
    clock.advance(5);
    timer.stop({ send: false });
    clock.advance(5);
    timer.stop();
    expect(timer.ms).toBe(10);
    expect(await sent()).toEqual(['t:10|ms']);
  });

  it('is reusable: start clears what was measured', async () => {
    const { clock, stats, sent } = timedClient();
    const timer = stats.timer('t').start();
    clock.advance(1);
    timer.stop({ tags: { first: true } });
    timer.start();
    expect(timer.ms).toBeUndefined();
    expect(code(() => timer.send())).toBe('STATS_TIMER_NO_DATA');
    clock.advance(2);
    timer.stop();
    expect(await sent()).toEqual(['t:1|ms|#first:true', 't:2|ms']);
  });

  it('takes tags at stop, which win over its own', async () => {
    const { stats, sent } = timedClient();
    stats
      .timer('t', { a: 1, b: 1, c: 1 })
      .start()
      .stop({ tags: { b: 2, c: null, d: 2 } });
    const later = stats
      .timer('u')
      .start()
      .stop({ send: false, tags: { a: 1 } });
    later.stop();
    expect(await sent()).toEqual(['t:0|ms|#a:1,b:2,d:2', 'u:0|ms|#a:1']);
  });

  it('is never below 0', async () => {
    const times = [10, 4];
    const { stats, sent } = memoryClient({ clock: { wall: () => 0, monotonic: () => times.shift() ?? 0 } });
    stats.timer('t').start().stop();
    expect(await sent()).toEqual(['t:0|ms']);
  });

  it('is stopped and sent at the end of the block that uses it', async () => {
    const { clock, stats, sent } = timedClient();
    {
      using timer = stats.timer('t').start();
      clock.advance(3);
      expect(timer.ms).toBeUndefined();
    }
    expect(await sent()).toEqual(['t:3|ms']);
  });

  it('does nothing at the end of the block where it does not run', async () => {
    const { stats, sent } = timedClient();
    {
      using never = stats.timer('never');
      using stopped = stats.timer('stopped').start();
      using held = stats.timer('held').start();
      stopped.stop();
      held.stop({ send: false });
      expect(never.ms).toBeUndefined();
    }
    expect(await sent()).toEqual(['stopped:0|ms']);
  });

  it('sends after close without throwing', async () => {
    const { stats } = timedClient();
    const timer = stats.timer('t').start();
    await stats.close();
    timer.stop();
    expect(stats.report().dropped.closed).toBe(1);
  });
});

describe('wrap', () => {
  it('times every call by itself, and passes this, arguments and result on', async () => {
    const { clock, stats, sent } = timedClient();
    const shop = {
      price: 2,
      total: stats.timer('t').wrap(function total(this: { price: number }, count: number): number {
        clock.advance(count);
        return this.price * count;
      }),
    };
    expect([shop.total(3), shop.total(4)]).toEqual([6, 8]);
    expect([shop.total.name, shop.total.length]).toEqual(['total', 1]);
    expect(await sent()).toEqual(['t:3|ms', 't:4|ms']);
  });

  it('records what throws and what is rejected', async () => {
    const { clock, stats, sent } = timedClient();
    const timer = stats.timer('t');
    const fail = timer.wrap(() => {
      clock.advance(1);
      throw new Error('no');
    });
    const reject = timer.wrap(async () => {
      await Promise.resolve();
      clock.advance(2);
      throw new Error('nope');
    });
    expect(fail).toThrow('no');
    await expect(reject()).rejects.toThrow('nope');
    expect(await sent()).toEqual(['t:1|ms', 't:2|ms']);
  });

  it('works on a function with some of its arguments bound', async () => {
    const { stats, sent } = timedClient();
    const add = (a: number, b: number): number => a + b;
    expect(stats.timer('t').wrap(add.bind(undefined, 1))(2)).toBe(3);
    expect(await sent()).toEqual(['t:0|ms']);
  });

  it('does not touch the timer itself', () => {
    const { stats } = timedClient();
    const timer = stats.timer('t');
    timer.wrap(() => 1)();
    expect(timer.ms).toBeUndefined();
    expect(code(() => timer.stop())).toBe('STATS_TIMER_NOT_STARTED');
  });
});

describe('time', () => {
  it('returns what the function returns', async () => {
    const { clock, stats, sent } = timedClient();
    expect(stats.time('t', () => (clock.advance(4), 'done'), { a: 1 })).toBe('done');
    expect(await sent()).toEqual(['t:4|ms|#a:1']);
  });

  it('throws what the function throws, and records it', async () => {
    const { clock, stats, sent } = timedClient();
    const error = new Error('no');
    const failing = (): never => {
      clock.advance(4);
      throw error;
    };
    expect(() => stats.time('t', failing)).toThrow(error);
    expect(await sent()).toEqual(['t:4|ms']);
  });

  it('records a promise when it settles', async () => {
    const { clock, stats, sent } = timedClient();
    const work = stats.time('t', async () => {
      await Promise.resolve();
      clock.advance(7);
      return 'value';
    });
    expect(await sent()).toEqual([]);
    expect(await work).toBe('value');
    expect(await sent()).toEqual(['t:7|ms']);
  });

  it('is counted as one call, as invalid where the name is none', () => {
    const { stats } = timedClient();
    expect(stats.time('', () => 1)).toBe(1);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 1 } });
  });
});
