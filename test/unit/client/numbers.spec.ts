import { describe, expect, it } from 'vitest';
import { memoryClient } from '../../support/memory-client';

const NO_NUMBERS = [NaN, Infinity, -Infinity, '1', null, {}, [], true, 1n, Symbol('one'), new Number(1), () => 1];

describe.each(NO_NUMBERS.map((value) => ({ value })))('$value', ({ value }) => {
  it('is refused by every call that takes a number', async () => {
    const { stats, sent, errors } = memoryClient();
    const number = value as number;
    stats.incr('x', number);
    stats.decr('x', number);
    stats.gauge('x', number);
    stats.gaugeDelta('x', number);
    stats.timing('x', number);
    stats.histogram('x', number);
    stats.distribution('x', number);
    stats.meters.counter('x').incr(number);
    stats.meters.counter('x').decr(number);
    stats.meters.gauge('x').set(number);
    stats.meters.gauge('x').add(number);
    stats.meters.timer('x').record(number);
    stats.meters.histogram('x').record(number);
    stats.meters.distribution('x').record(number);
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, lines: 0, dropped: { invalid: 14 } });
    expect(errors.map(({ code }) => code)).toEqual(['STATS_INVALID_CALL']);
  });
});

it('refuses undefined where a number has to be given, and takes it for 1 where it may be left out', async () => {
  const { stats, sent } = memoryClient();
  const nothing = undefined as unknown as number;
  stats.incr('x', nothing);
  stats.decr('y', nothing);
  stats.meters.counter('x').incr(nothing);
  stats.gauge('x', nothing);
  stats.gaugeDelta('x', nothing);
  stats.timing('x', nothing);
  stats.histogram('x', nothing);
  stats.distribution('x', nothing);
  stats.set('x', nothing);
  expect(await sent()).toEqual(['x:2|c', 'y:-1|c']);
  expect(stats.report()).toMatchObject({ recorded: 3, dropped: { invalid: 6 } });
});

it('tells what was wrong in words', async () => {
  const { stats, errors } = memoryClient();
  stats.gauge('app.load', NaN);
  expect(errors.map(({ code, message }) => [code, message])).toEqual([
    ['STATS_INVALID_CALL', 'A gauge app.load was given NaN: it takes a finite number.'],
  ]);
  expect(stats.report().lastError).toBe(errors[0]);
});

describe('a number that is one', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [2 ** 53, '9007199254740992'],
    [Number.MAX_VALUE, `17976931348623157${'0'.repeat(292)}`],
  ])('%d is written as %s', async (value, text) => {
    const { stats, sent } = memoryClient();
    stats.incr('c', value);
    stats.gauge('g', value);
    stats.histogram('h', value);
    expect(await sent()).toEqual([`c:${text}|c`, `g:${text}|g`, `h:${text}|ms`]);
  });

  it('is written with at most 6 decimals where it is a duration', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    stats.timing('t', 0.123456789);
    stats.timing('t', 1 / 3);
    stats.histogram('h', 1 / 3);
    stats.distribution('d', 1 / 3);
    expect(await sent()).toEqual(['t:0.123457:0.333333|ms', 'h:0.3333333333333333|h', 'd:0.3333333333333333|d']);
  });

  it('may be negative, a duration too', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('c', -3);
    stats.timing('t', -1);
    stats.histogram('h', -1.5);
    expect(await sent()).toEqual(['c:-3|c', 't:-1|ms', 'h:-1.5|ms']);
  });

  it('never adds up to one that is none', async () => {
    const { stats, sent } = memoryClient({ random: () => 0 });
    const largest = `17976931348623157${'0'.repeat(292)}`;
    for (let i = 0; i < 3; i += 1) {
      stats.incr('up', Number.MAX_VALUE);
      stats.decr('down', Number.MAX_VALUE);
      stats.gaugeDelta('delta', Number.MAX_VALUE);
    }
    stats.incr('rate', 1e300, undefined, { rate: 1e-300 });
    expect(await sent()).toEqual([`up:${largest}|c`, `down:-${largest}|c`, `delta:+${largest}|g`, `rate:${largest}|c`]);
  });
});

describe('durations', () => {
  it.each([
    [{ seconds: 1.5 }, '1500'],
    [{ microseconds: 1 }, '0.001'],
    [{ hours: 1, minutes: 30 }, '5400000'],
  ])('are read from %o', async (duration, text) => {
    const { stats, sent } = memoryClient();
    stats.timing('t', duration);
    expect(await sent()).toEqual([`t:${text}|ms`]);
  });

  it('are counted from a Date until now on the wall clock, never below 0', async () => {
    const clock = { wall: () => 10_000, monotonic: () => 0 };
    const { stats, sent } = memoryClient({ clock });
    stats.timing('past', new Date(8_500));
    stats.timing('future', new Date(10_001));
    expect(await sent()).toEqual(['past:1500|ms', 'future:0|ms']);
  });

  it.each([[{}], [{ fortnights: 1 }], [{ seconds: '1' }], [{ seconds: Infinity }], [new Date(NaN)], ['1s'], [null]])(
    'are refused in %o',
    async (duration) => {
      const { stats, sent } = memoryClient();
      stats.timing('t', duration as number);
      expect(await sent()).toEqual([]);
      expect(stats.report().dropped.invalid).toBe(1);
    },
  );
});

describe('set members', () => {
  it('are non-empty strings and finite numbers, and distinct', async () => {
    const { stats, sent } = memoryClient();
    for (const member of ['7', 7, 'ü', 1e21, -0, 0.5, '7']) {
      stats.set('s', member);
    }
    expect(await sent()).toEqual(['s:7|s', 's:ü|s', 's:1000000000000000000000|s', 's:0|s', 's:0.5|s']);
    expect(stats.report().recorded).toBe(7);
  });

  it.each([[''], [NaN], [Infinity], [null], [undefined], [{}], [['a']], [true], [1n], [Symbol('s')]])(
    '%o is refused',
    async (member) => {
      const { stats, sent } = memoryClient();
      stats.set('s', member as string);
      stats.meters.set('s').add(member as string);
      expect(await sent()).toEqual([]);
      expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 2 } });
    },
  );

  it('cannot break a line', async () => {
    const { stats, sent } = memoryClient();
    stats.set('s', 'a|s\nevil:1|c');
    expect(await sent()).toEqual(['s:a_s_evil_1_c|s']);
  });

  it('are forgotten with the flush', async () => {
    const { stats, sent } = memoryClient();
    stats.set('s', 'a');
    expect(await sent()).toEqual(['s:a|s']);
    stats.set('s', 'b');
    expect(await sent()).toEqual(['s:b|s']);
  });
});
