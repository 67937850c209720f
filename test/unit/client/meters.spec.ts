import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock';
import { memoryClient } from '../../support/memory-client';

it('records through every bound meter as the calls do', async () => {
  const { stats, sent } = memoryClient({ prefix: 'app', tags: { env: 'prod' }, dialect: 'datadog' });
  const { meters } = stats.scope('shop', { zone: 1 });
  const counter = meters.counter('c', { a: 1 });
  counter.incr();
  counter.incr(5);
  counter.decr();
  counter.decr(2);
  const gauge = meters.gauge('g');
  gauge.set(5);
  gauge.add(-2);
  meters.timer('t').record(1.5);
  meters.histogram('h').record(2);
  meters.distribution('d').record(3);
  meters.set('s').add('member');
  meters.set('s').add(7);
  expect(await sent()).toEqual([
    'app.shop.c:3|c|#env:prod,zone:1,a:1',
    'app.shop.g:3|g|#env:prod,zone:1',
    'app.shop.t:1.5|ms|#env:prod,zone:1',
    'app.shop.h:2|h|#env:prod,zone:1',
    'app.shop.d:3|d|#env:prod,zone:1',
    'app.shop.s:member|s|#env:prod,zone:1',
    'app.shop.s:7|s|#env:prod,zone:1',
  ]);
  expect(stats.report().recorded).toBe(11);
});

it('reports every call of a bound counter at once, and sends each with its flush', async () => {
  const { stats, sent } = memoryClient({ dialect: 'statsd' });
  const counter = stats.meters.counter('orders');
  for (let calls = 1; calls <= 4; calls += 1) {
    counter.incr();
    expect(stats.report().recorded).toBe(calls);
  }
  expect(await sent()).toEqual(['orders:4|c']);
  counter.incr();
  expect(stats.report().recorded).toBe(5);
  await stats.close();
  counter.incr();
  expect(stats.report()).toMatchObject({ recorded: 5, lines: 2, dropped: { closed: 1 } });
});

it('counts what a bound counter of a pipeline was given when the pipeline is sent', async () => {
  const { stats, sent } = memoryClient({ dialect: 'statsd' });
  const pipe = stats.pipeline();
  const counter = pipe.meters.counter('orders');
  counter.incr();
  counter.incr();
  counter.incr();
  expect(stats.report().recorded).toBe(0);
  pipe.send();
  expect(stats.report().recorded).toBe(3);
  counter.incr();
  pipe.send();
  expect(stats.report().recorded).toBe(4);
  expect(await sent()).toEqual(['orders:3|c', 'orders:1|c']);
});

it('shares its series with the calls by name', async () => {
  const { stats, sent } = memoryClient();
  const counter = stats.meters.counter('x', { a: 1, b: 2 });
  counter.incr();
  stats.incr('x', 1, { b: 2, a: 1 });
  stats.withTags({ a: 1 }).meters.counter('x', { b: 2 }).incr();
  expect(await sent()).toEqual(['x:3|c|#a:1,b:2']);
});

it('is one object a series for as long as somebody holds it', () => {
  const { stats } = memoryClient();
  const counter = stats.meters.counter('x', { a: 1 });
  expect(stats.meters.counter('x', { a: 1 })).toBe(counter);
  expect(stats.meters.counter('x', { a: 2 })).not.toBe(counter);
  expect(stats.meters).toBe(stats.meters);
});

it('counts after close, and refuses every call of a name that is none', async () => {
  const { stats } = memoryClient();
  const good = stats.meters.counter('x');
  stats.meters.counter('').incr();
  stats.meters.gauge(5 as unknown as string).set(1);
  expect(stats.report().dropped.invalid).toBe(2);
  await stats.close();
  good.incr();
  stats.meters.counter('later').incr();
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 2, closed: 2 } });
});

describe('a bound timer', () => {
  function timedClient() {
    const clock = new FakeClock();
    return { clock, ...memoryClient({ clock }) };
  }

  it('hands out started timers', async () => {
    const { clock, stats, sent } = timedClient();
    const meter = stats.meters.timer('t', { a: 1 });
    const first = meter.start();
    clock.advance(1);
    const second = meter.start();
    clock.advance(1);
    first.stop();
    second.stop();
    expect(await sent()).toEqual(['t:2|ms|#a:1', 't:1|ms|#a:1']);
  });

  it('takes further tags at stop', async () => {
    const { stats, sent } = timedClient();
    stats
      .scope('s', { z: 0 })
      .meters.timer('t', { a: 1, b: 1 })
      .start()
      .stop({ tags: { b: 2, c: 3, z: null } });
    expect(await sent()).toEqual(['s.t:0|ms|#a:1,b:2,c:3']);
  });

  it('times functions of every kind', async () => {
    const { clock, stats, sent } = timedClient();
    const meter = stats.meters.timer('t');
    expect(meter.time(() => (clock.advance(1), 1))).toBe(1);
    await meter.time(async () => {
      await Promise.resolve();
      clock.advance(2);
    });
    expect(() =>
      meter.time(() => {
        clock.advance(3);
        throw new Error('no');
      }),
    ).toThrow('no');
    meter.start().wrap(() => clock.advance(4))();
    expect(await sent()).toEqual(['t:1|ms', 't:2|ms', 't:3|ms', 't:4|ms']);
  });
});
