import { describe, expect, it } from 'vitest';
import type { Stats } from '../../../lib/client/stats';
import { parseLine } from '../../../lib/collector/parse-line';
import { createDialect } from '../../../lib/dialects/create-dialect';
import type { DialectName } from '../../../lib/dialects/dialect';
import type { ServiceCheck, StatsEvent } from '../../../lib/dialects/extras';
import { memoryClient } from '../../support/memory-client';
import { packetsOf } from '../../support/packets-of';

const AT = 1_700_000_000_900;

const others: DialectName[] = [
  'statsd',
  'plain',
  'telegraf',
  'graphite',
  'prometheus',
  'librato',
  'signalfx',
  'flyte',
  'sprockets',
  'appfirst',
];

describe('an event', () => {
  it.each<[string, StatsEvent, string]>([
    ['is a title at least', { title: 'deployed' }, '_e{8,0}:deployed|'],
    [
      'has its fields in one order',
      {
        tags: { env: 'prod', empty: '' },
        alertType: 'error',
        source: 'ci',
        priority: 'low',
        aggregationKey: 'release',
        hostname: 'web-1',
        timestamp: AT,
        text: 'v2',
        title: 'deployed',
      },
      '_e{8,2}:deployed|v2|d:1700000000|h:web-1|k:release|p:low|s:ci|t:error|#env:prod,empty',
    ],
    ['takes a Date', { title: 't', timestamp: new Date(AT) }, '_e{1,0}:t||d:1700000000'],
    ['takes the first second of all', { title: 't', timestamp: 0 }, '_e{1,0}:t||d:0'],
    ['counts its lengths in bytes', { title: 'né', text: '🎉' }, '_e{3,4}:né|🎉'],
    ['counts them after a line break became two characters', { title: 'a\nb', text: '\r\n\n' }, '_e{4,4}:a\\nb|\\n\\n'],
    ['has no other control characters', { title: 'a\tb\rc', text: '\0' }, '_e{5,1}:a_b_c|_'],
    ['counts half a pair as what is written for it', { title: '\ud83d', text: '' }, '_e{3,0}:\ufffd|'],
    ['keeps bars where their lengths are told', { title: 'a|b', text: '|' }, '_e{3,1}:a|b||'],
    [
      'has none where they would end a field',
      { title: 't', hostname: 'a|b\n', aggregationKey: 'c|', source: '|d' },
      '_e{1,0}:t||h:a_b_|k:c_|s:_d',
    ],
    [
      'leaves empty fields out',
      { title: 't', hostname: '', aggregationKey: '', source: '', text: undefined, tags: {} },
      '_e{1,0}:t|',
    ],
  ])('%s', async (_sentence, event, line) => {
    expect(await packetsOf({ dialect: 'datadog' }, (stats) => stats.event(event))).toEqual([line]);
    expect(parseLine(line, 'datadog')).toMatchObject({ type: 'event' });
  });

  it('has the tags of its scope, under its own', async () => {
    const record = (stats: Stats): void => stats.scope('x', { b: 2 }).event({ title: 't', tags: { a: 3, c: null } });
    expect(await packetsOf({ dialect: 'datadog', prefix: 'p', tags: { a: 1, c: 1 } }, record)).toEqual([
      '_e{1,0}:t||#a:3,b:2',
    ]);
  });

  it.each<[string, unknown]>([
    ['no object', undefined],
    ['null', null],
    ['a text', 'deployed'],
    ['no title', {}],
    ['an empty title', { title: '' }],
    ['a title that is no text', { title: 5 }],
    ['a text that is none', { title: 't', text: {} }],
    ['a host name that is no text', { title: 't', hostname: 1 }],
    ['an unknown priority', { title: 't', priority: 'high' }],
    ['an unknown alert type', { title: 't', alertType: 'panic' }],
    ['a wrong date', { title: 't', timestamp: new Date(NaN) }],
    ['a time that is none', { title: 't', timestamp: '2023' }],
    ['a time before the epoch', { title: 't', timestamp: -1 }],
    ['a time that no date can hold', { title: 't', timestamp: 1e300 }],
    [
      'a getter that throws',
      {
        get title(): string {
          throw new Error('mine');
        },
      },
    ],
  ])('with %s is refused and counted', async (_what, event) => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    stats.event(event as StatsEvent);
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 1 } });
  });

  it('longer than a packet is dropped and counted', async () => {
    const { stats, sent } = memoryClient({ dialect: 'datadog', maxPacketBytes: 20 });
    stats.event({ title: '12345678901' });
    stats.event({ title: '1234567890' });
    expect(await sent()).toEqual(['_e{10,0}:1234567890|']);
    expect(stats.report()).toMatchObject({ recorded: 2, lines: 1, dropped: { oversize: 1 } });
  });
});

describe('a service check', () => {
  it.each<[string, ServiceCheck, string]>([
    ['is ok', { name: 'db.up', status: 'ok' }, '_sc|db.up|0'],
    ['is a warning', { name: 'db.up', status: 'warning' }, '_sc|db.up|1'],
    ['is critical', { name: 'db.up', status: 'critical' }, '_sc|db.up|2'],
    ['is unknown', { name: 'db.up', status: 'unknown' }, '_sc|db.up|3'],
    [
      'has its message last',
      {
        message: 'no answer',
        tags: { env: 'prod' },
        hostname: 'db-1',
        timestamp: new Date(AT),
        status: 'critical',
        name: 'db.up',
      },
      '_sc|db.up|2|d:1700000000|h:db-1|#env:prod|m:no answer',
    ],
    [
      'cannot be broken by its texts',
      { name: 'a|b\nc:d', status: 'ok', hostname: 'h|\n', message: 'a\nm:b|c\r\nd\te' },
      '_sc|a_b_c_d|0|h:h__|m:a\\nm\\:b_c\\nd_e',
    ],
    ['leaves empty fields out', { name: 'n', status: 'ok', message: '', hostname: '', tags: {} }, '_sc|n|0'],
  ])('%s', async (_sentence, check, line) => {
    expect(await packetsOf({ dialect: 'datadog' }, (stats) => stats.serviceCheck(check))).toEqual([line]);
    expect(parseLine(line, 'datadog')).toMatchObject({ type: 'serviceCheck' });
  });

  it.each<[string, unknown]>([
    ['no object', undefined],
    ['no name', { status: 'ok' }],
    ['an empty name', { name: '', status: 'ok' }],
    ['no status', { name: 'n' }],
    ['an unknown status', { name: 'n', status: 'fine' }],
    ['a message that is no text', { name: 'n', status: 'ok', message: 5 }],
    ['a time that is none', { name: 'n', status: 'ok', timestamp: NaN }],
  ])('with %s is refused and counted', async (_what, check) => {
    const { stats, sent } = memoryClient({ dialect: 'datadog' });
    stats.serviceCheck(check as ServiceCheck);
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 1 } });
  });
});

describe('events and service checks', () => {
  it.each(others)('are dropped, counted and told once on %s', async (dialect) => {
    const { stats, sent, errors } = memoryClient({ dialect });
    stats.event({ title: 't' });
    stats.event({ title: 't' });
    stats.serviceCheck({ name: 'n', status: 'ok' });
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { unsupported: 3 } });
    expect(errors.map(({ message }) => message)).toEqual([`An event was dropped: the dialect ${dialect} has none.`]);
  });

  it('stand in a pipeline at the place where they were recorded', async () => {
    const record = (stats: Stats): void =>
      stats.pipeline((pipe) => {
        pipe.incr('a');
        pipe.event({ title: 't' });
        pipe.serviceCheck({ name: 'n', status: 'ok' });
        pipe.incr('b');
      });
    for (const aggregate of [true, false]) {
      expect(await packetsOf({ dialect: 'datadog', aggregate }, record)).toEqual(['a:1|c\n_e{1,0}:t|\n_sc|n|0\nb:1|c']);
    }
  });
});

describe('a timestamp', () => {
  const record = (stats: Stats): void => {
    stats.incr('c', 1);
    stats.incr('c', 2, { a: 'b' }, { timestamp: AT });
    stats.incr('c', 3, undefined, { timestamp: new Date(AT + 1_000) });
    stats.incr('c', 4, undefined, { timestamp: AT + 1_000 });
    stats.incr('c', 5);
    stats.gauge('g', -1, undefined, { timestamp: AT });
    stats.gaugeDelta('g', 3, undefined, { timestamp: AT });
    stats.timing('t', 1, undefined, { timestamp: AT });
    stats.timing('t', 2, undefined, { timestamp: AT });
    stats.set('s', 1, undefined, { timestamp: AT });
  };

  it('stands on counters and gauges, which are neither folded nor packed', async () => {
    const [packet = ''] = await packetsOf({ dialect: 'datadog' }, record);
    expect(packet.split('\n')).toEqual([
      'c:6|c',
      'c:2|c|#a:b|T1700000000',
      'c:3|c|T1700000001',
      'c:4|c|T1700000001',
      'g:-1|g|T1700000000',
      'g:2|g|T1700000000',
      't:1:2|ms',
      's:1|s',
    ]);
  });

  it('is ignored by the other dialects', async () => {
    const [packet = ''] = await packetsOf({ dialect: 'statsd' }, record);
    expect(packet.split('\n')).toEqual(['c:13|c', 'c:2|c|#a:b', 'g:2|g', 't:1|ms', 't:2|ms', 's:1|s']);
  });

  it('stands behind the rate, also of a client that does not aggregate', async () => {
    const sampled = (stats: Stats): void => stats.incr('c', 1, { a: 'b' }, { rate: 0.5, timestamp: AT });
    expect(await packetsOf({ dialect: 'datadog', aggregate: false }, sampled)).toEqual(['c:1|c|@0.5|#a:b|T1700000000']);
  });

  it.each([NaN, Infinity, -1, 8.64e15 + 1, new Date(NaN), '2023-11-14', {}])(
    'that is none is refused and counted, and still ignored by the other dialects: %o',
    async (timestamp) => {
      const options = { timestamp: timestamp as number };
      const { stats, sent } = memoryClient({ dialect: 'datadog' });
      stats.incr('c', 1, undefined, options);
      expect(await sent()).toEqual([]);
      expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 1 } });
      expect(await packetsOf({ dialect: 'statsd' }, (other) => other.incr('c', 1, undefined, options))).toEqual([
        'c:1|c',
      ]);
    },
  );
});

describe('origin detection', () => {
  const ID = '8c046cb0b72cd4c99f51b5591cd5b095967f58ee003710a45280c28ee1a9c7fa';
  const withOrigin = createDialect({ name: 'datadog', originDetection: true }, () => ID);

  it('writes the container on every metric, behind the tags and before the time', async () => {
    const record = (stats: Stats): void => {
      stats.incr('c', 1, { a: 'b' }, { rate: 0.5, timestamp: AT });
      stats.gauge('g', 1);
      stats.timing('t', 1);
      stats.set('s', 1);
    };
    expect(await packetsOf({ dialect: withOrigin.dialect, aggregate: false }, record)).toEqual([
      `c:1|c|@0.5|#a:b|c:${ID}|T1700000000\ng:1|g|c:${ID}\nt:1|ms|c:${ID}\ns:1|s|c:${ID}`,
    ]);
  });

  it('counts the container among the bytes of packed values', async () => {
    const record = (stats: Stats): void => [1, 2, 3].forEach((ms) => stats.timing('t', ms));
    expect(await packetsOf({ dialect: withOrigin.dialect, maxPacketBytes: 75 }, record)).toEqual([
      `t:1:2|ms|c:${ID}`,
      `t:3|ms|c:${ID}`,
    ]);
  });

  it('leaves events and service checks as they are', async () => {
    const record = (stats: Stats): void => stats.event({ title: 't', tags: { a: 'b' } });
    expect(await packetsOf({ dialect: withOrigin.dialect }, record)).toEqual(['_e{1,0}:t||#a:b']);
  });

  it('writes nothing where no container is found', () => {
    const { dialect } = createDialect({ name: 'datadog', originDetection: true }, () => undefined);
    expect(dialect).toBe(createDialect('datadog').dialect);
  });

  it('asks for the container only when it is wanted', () => {
    const ask = (): string => expect.unreachable('not asked for');
    createDialect('datadog', ask);
    createDialect({ name: 'datadog' }, ask);
    createDialect({ name: 'datadog', originDetection: false }, ask);
  });
});
