import { describe, expect, it } from 'vitest';
import { checkDialect } from '../../../lib/dialects/create-dialect';
import type { Dialect } from '../../../lib/dialects/dialect';
import { DIALECTS } from '../../../lib/dialects/dialects';
import { reserve } from '../../../lib/dialects/reserve';
import { joinName } from '../../../lib/dialects/tag-text';
import { StatsClient } from '../../../lib/client/stats-client';
import { packetsOf } from '../../support/packets-of';

/** The example of the documentation. */
const slashes: Dialect = {
  ...DIALECTS.statsd,
  name: 'slashes',
  reserved: { name: reserve(':@/ '), tagKey: reserve(':/= '), tagValue: reserve(':/ '), member: reserve(':') },
  emptyTagValue: 'omit',
  label: (parts) => ({
    head: [joinName(parts), ...parts.tags.map(([key, value]) => `${key}=${value}`)].join('/'),
    tail: '',
  }),
};

describe('a dialect of one’s own', () => {
  it('writes lines as it says', async () => {
    expect(
      await packetsOf({ dialect: slashes, prefix: 'shop', tags: { zone: 'a/b' } }, (stats) => {
        stats.incr('orders placed', 2, { channel: 'web', none: '' });
        stats.gauge('temperature', -5);
        stats.timing('db', 12.5);
      }),
    ).toEqual([
      'shop.orders_placed/zone=a_b/channel=web:2|c\n' +
        'shop.temperature/zone=a_b:0|g\nshop.temperature/zone=a_b:-5|g\n' +
        'shop.db/zone=a_b:12.5|ms',
    ]);
  });

  it('may be an instance of a class', async () => {
    class Shouting {
      readonly name = 'shouting';
      private readonly suffix = '!';
      readonly types = { ...DIALECTS.statsd.types, histogram: 'h' };
      readonly reserved = DIALECTS.statsd.reserved;
      readonly reservedTagKeys = new Set(['host']);
      readonly emptyTagValue = 'omit';
      readonly packing = 'none';
      readonly rates = true;
      readonly gaugeDeltas = true;
      readonly negativeGauges = 'as-is';
      readonly separator = '\n';

      label({ name, prefix }: Parameters<Dialect['label']>[0]): { head: string; tail: string } {
        return { head: joinName({ prefix, name }).toUpperCase() + this.suffix, tail: '' };
      }

      event({ title }: { title: string }): string {
        return `EVENT ${title}`;
      }
    }
    const record: Parameters<typeof packetsOf>[1] = (stats) => {
      stats.gauge('a', -1);
      stats.histogram('b', 2, { host: 'left out' });
      stats.event({ title: 'now' });
    };
    expect(await packetsOf({ dialect: new Shouting(), prefix: 'p' }, record)).toEqual([
      'P.A!:-1|g\nP.B!:2|h\nEVENT now',
    ]);
  });

  it.each(Object.values(DIALECTS))('may be $name of ours', (dialect) => {
    expect(checkDialect({ ...dialect, name: 'mine' })).toEqual([]);
  });

  it('has every key that is wrong named', () => {
    const wrong = {
      name: '',
      types: { counter: 'c', gauge: '', timer: 'm|s', histogram: null, distribution: undefined, set: 5 },
      reserved: { name: /:/, tagKey: /,/g, tagValue: ',', member: undefined },
      nameRewrite: { pattern: /x/, replacement: 5 },
      reservedTagKeys: ['host'],
      emptyTagValue: 'drop',
      label: 'name',
      packing: 'all',
      rates: 1,
      gaugeDeltas: undefined,
      negativeGauges: true,
      separator: ',',
      wholeNumbers: 'yes',
      time: { prefix: 5, on: 'always' },
      event: {},
      serviceCheck: null,
    };
    expect(checkDialect(wrong)).toEqual([
      "Expected `dialect.name` to be a string that is not empty, got ''.",
      'Expected `dialect.reservedTagKeys` to be a Set, or left out, got an array.',
      'Expected `dialect.emptyTagValue` to be "key" or "omit", got \'drop\'.',
      "Expected `dialect.label` to be a function, got 'name'.",
      'Expected `dialect.packing` to be "none" or "colon" or "comma" or "repeat", got \'all\'.',
      'Expected `dialect.rates` to be true or false, got 1.',
      'Expected `dialect.gaugeDeltas` to be true or false, got undefined.',
      'Expected `dialect.negativeGauges` to be "zero-first" or "as-is", got true.',
      'Expected `dialect.separator` to be "\\n" or "::", got \',\'.',
      "Expected `dialect.wholeNumbers` to be true or false, or left out, got 'yes'.",
      'Expected `dialect.event` to be a function, or left out, got an object.',
      'Expected `dialect.serviceCheck` to be a function, or left out, got null.',
      "Expected `dialect.types.gauge` to be the letters of a type, or null where there is none, got ''.",
      "Expected `dialect.types.timer` to be the letters of a type, or null where there is none, got 'm|s'.",
      'Expected `dialect.types.distribution` to be the letters of a type, or null where there is none, got undefined.',
      'Expected `dialect.types.set` to be the letters of a type, or null where there is none, got 5.',
      'Expected `dialect.reserved.name` to be a RegExp with the flag g, got an object.',
      "Expected `dialect.reserved.tagValue` to be a RegExp with the flag g, got ','.",
      'Expected `dialect.reserved.member` to be a RegExp with the flag g, got undefined.',
      'Expected `dialect.nameRewrite.pattern` to be a RegExp with the flag g, got an object.',
      'Expected `dialect.nameRewrite.replacement` to be a string, got 5.',
      'Expected `dialect.time.prefix` to be a string, got 5.',
      'Expected `dialect.time.on` to be "request" or "every-gauge", got \'always\'.',
    ]);
  });

  it('that lacks everything is told so, at construction', () => {
    expect(() => new StatsClient({ dialect: { label: () => ({ head: '', tail: '' }) } as never })).toThrow(
      /`dialect.name`.*\n.*`dialect.types` to be an object, got undefined/,
    );
  });
});

describe('the option `dialect`', () => {
  it.each([
    [
      'nope',
      "Expected `dialect` to be one of statsd, plain, datadog, telegraf, graphite, prometheus, librato, signalfx, flyte, sprockets, appfirst, or a Dialect, got 'nope'.",
    ],
    [
      5,
      'Expected `dialect` to be one of statsd, plain, datadog, telegraf, graphite, prometheus, librato, signalfx, flyte, sprockets, appfirst, or a Dialect, got 5.',
    ],
    [
      { name: 'json' },
      "Expected `dialect.name` to be one of statsd, plain, datadog, telegraf, graphite, prometheus, librato, signalfx, flyte, sprockets, appfirst, got 'json'.",
    ],
    [{ name: 'statsd', tags: 1 }, 'Expected `dialect.tags` to be true or false, got 1.'],
    [
      { name: 'statsd', originDetection: true },
      'Expected `dialect.originDetection` to be left out: only the dialect datadog has it.',
    ],
    [{ name: 'datadog', originDetection: 'yes' }, "Expected `dialect.originDetection` to be true or false, got 'yes'."],
    [{ name: 'datadog', tag: false }, 'Unknown option `dialect.tag`.'],
  ])('%j is wrong', (option, problem) => {
    expect(checkDialect(option)).toEqual([problem]);
  });

  it.each([
    undefined,
    'statsd',
    'appfirst',
    { name: 'flyte', tags: false },
    { name: 'datadog', originDetection: true },
  ])('%j is right', (option) => {
    expect(checkDialect(option)).toEqual([]);
  });
});
