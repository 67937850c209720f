import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../../lib/collector/parse-line';
import type { ParsedLine } from '../../../lib/collector/parsed-line';
import type { WireDialect } from '../../../lib/collector/wire-dialect';

const DIALECTS: WireDialect[] = [
  'statsd',
  'plain',
  'datadog',
  'telegraf',
  'graphite',
  'prometheus',
  'librato',
  'signalfx',
  'flyte',
  'sprockets',
  'appfirst',
];

const ORDERS = { type: 'metric', name: 'orders.placed', kind: 'counter', values: [1], rate: 1 };
const CHANNEL_AND_KIND = [
  ['channel', 'web'],
  ['kind', 'new'],
];

describe('a counter with two tags', () => {
  it.each([
    ['statsd', 'orders.placed:1|c|#channel:web,kind:new'],
    ['datadog', 'orders.placed:1|c|#channel:web,kind:new'],
    ['telegraf', 'orders.placed,channel=web,kind=new:1|c'],
    ['graphite', 'orders.placed;channel=web;kind=new:1|c'],
    ['prometheus', 'orders.placed:1|c|#channel:web,kind:new'],
    ['librato', 'orders.placed#channel=web,kind=new:1|c'],
    ['signalfx', 'orders.placed[channel=web,kind=new]:1|c'],
    ['flyte', 'orders.placed.__channel=web.__kind=new:1|c'],
  ] as const)('is read as %s writes it, told and found out', (dialect, line) => {
    const metric = { ...ORDERS, tags: CHANNEL_AND_KIND };
    expect(parseLine(line, dialect)).toEqual(metric);
    expect(parseLine(line)).toEqual(metric);
  });

  it.each([
    ['plain', 'orders.placed.web.new:1|c', 'orders.placed.web.new'],
    ['appfirst', 'orders.placed.web.new:1|c', 'orders.placed.web.new'],
    ['sprockets', 'shop.counters.orders.placed.web.new:1|c', 'shop.orders.placed.web.new'],
    ['sprockets', 'counters.orders.placed.web.new:1|c', 'orders.placed.web.new'],
  ] as const)('is a name on %s, whose tags are name parts', (dialect, line, name) => {
    expect(parseLine(line, dialect)).toEqual({ ...ORDERS, name, tags: [] });
  });

  it('keeps the part of a name that names its kind unless the dialect is told', () => {
    expect(parseLine('http.timers.idle:5|ms')).toMatchObject({ name: 'http.timers.idle' });
    expect(parseLine('http.timers.idle:5|ms', 'sprockets')).toMatchObject({ name: 'http.idle' });
    expect(parseLine('http.timers.idle:5|c', 'sprockets')).toMatchObject({ type: 'refused' });
    expect(parseLine('http.timers:5|ms', 'sprockets')).toMatchObject({ type: 'refused' });
  });
});

describe('the types', () => {
  it.each([
    ['c', 'counter'],
    ['g', 'gauge'],
    ['ms', 'timer'],
    ['h', 'histogram'],
    ['d', 'distribution'],
  ])('%s is a %s', (letter, kind) => {
    expect(parseLine(`m:4.5|${letter}`)).toEqual({ type: 'metric', name: 'm', kind, values: [4.5], rate: 1, tags: [] });
  });

  it('s is a set, whose member is any text', () => {
    expect(parseLine('users:anna, karl #1 @home|s')).toEqual({
      type: 'metric',
      name: 'users',
      kind: 'set',
      members: ['anna, karl #1 @home'],
      rate: 1,
      tags: [],
    });
  });

  it.each([
    ['statsd', 'c g ms s'],
    ['plain', 'c g ms s'],
    ['datadog', 'c g ms h d s'],
    ['telegraf', 'c g ms h s'],
    ['graphite', 'c g ms s'],
    ['prometheus', 'c g ms h d'],
    ['librato', 'c g ms s'],
    ['signalfx', 'c g ms s'],
    ['flyte', 'c g ms s'],
    ['sprockets', 'c g ms'],
    ['appfirst', 'c g ms'],
  ] as const)('of %s are %s', (dialect, letters) => {
    const part: Record<string, string> = { c: 'counters', g: 'gauges', ms: 'timers' };
    const known = ['c', 'g', 'ms', 'h', 'd', 's'].filter((letter) => {
      const name = dialect === 'sprockets' ? `app.${part[letter] ?? 'timers'}.m` : 'm';
      const time = dialect === 'appfirst' && letter === 'g' ? '|1700000000' : '';
      return parseLine(`${name}:1|${letter}${time}`, dialect).type === 'metric';
    });
    expect(known.join(' ')).toBe(letters);
  });
});

describe('packed values', () => {
  it.each([
    ['datadog', 'db:1:2.5:3|ms|@0.5|#a:b', { values: [1, 2.5, 3], rate: 0.5, tags: [['a', 'b']] }],
    ['prometheus', 'db:1:2.5:3|ms', { values: [1, 2.5, 3] }],
    ['telegraf', 'db,a=b:1|ms|@0.5:2.5|ms|@0.5', { values: [1, 2.5], rate: 0.5, tags: [['a', 'b']] }],
    ['telegraf', 'db:1|ms:2.5|ms', { values: [1, 2.5], tags: [] }],
    ['telegraf', 'users:7|s:9|s', { members: ['7', '9'] }],
    ['appfirst', 'db:237,238|ms', { values: [237, 238] }],
  ] as const)('of %s: %s', (dialect, line, expected) => {
    expect(parseLine(line, dialect)).toMatchObject(expected);
    expect(parseLine(line)).toMatchObject(expected);
  });

  it.each([
    ['statsd', 'db:1:2|ms'],
    ['statsd', 'db:1|ms:2|ms'],
    ['graphite', 'db:1:2|ms'],
    ['prometheus', 'hits:1:2|c'],
    ['datadog', 'users:7:9|s'],
    ['datadog', 'db:1,2|ms'],
    ['datadog', 'db:1::2|ms'],
    ['telegraf', 'db:1:2|ms'],
    ['telegraf', 'db:1|ms:2|h'],
    ['telegraf', 'db:1|ms|@0.5:2|ms'],
    ['appfirst', 'hits:1,2|c'],
    ['appfirst', 'db:1,|ms'],
  ] as const)('that %s does not write are refused: %s', (dialect, line) => {
    expect(parseLine(line, dialect)).toMatchObject({ type: 'refused' });
  });
});

describe('gauges', () => {
  it.each(['statsd', 'plain', 'telegraf', 'graphite', 'prometheus', 'librato', 'signalfx', 'flyte'] as const)(
    'of %s are moved by a signed value',
    (dialect) => {
      expect(parseLine('stock:-5|g', dialect)).toMatchObject({ values: [-5], delta: true });
      expect(parseLine('stock:+5|g', dialect)).toMatchObject({ values: [5], delta: true });
      expect(parseLine('stock:5|g', dialect)).not.toHaveProperty('delta');
    },
  );

  it('of sprockets too', () => {
    expect(parseLine('app.gauges.stock:-5|g', 'sprockets')).toMatchObject({ name: 'app.stock', delta: true });
  });

  it('of datadog and appfirst are set by a negative value, and know no plus', () => {
    expect(parseLine('stock:-5|g', 'datadog')).toEqual({
      type: 'metric',
      name: 'stock',
      kind: 'gauge',
      values: [-5],
      rate: 1,
      tags: [],
    });
    expect(parseLine('stock:-5|g|1700000000', 'appfirst')).toEqual({
      type: 'metric',
      name: 'stock',
      kind: 'gauge',
      values: [-5],
      rate: 1,
      tags: [],
      timestamp: 1_700_000_000,
    });
    expect(parseLine('stock:+5|g', 'datadog')).toMatchObject({ type: 'refused' });
    expect(parseLine('stock:+5|g|1700000000', 'appfirst')).toMatchObject({ type: 'refused' });
  });

  it('of an unknown dialect are moved, unless the line holds what only datadog knows', () => {
    expect(parseLine('stock:-5|g|#a:b')).toMatchObject({ delta: true });
    expect(parseLine('stock:-5|g|#a:b|T1700000000')).not.toHaveProperty('delta');
    expect(parseLine('stock:-5|g|c:abc')).not.toHaveProperty('delta');
    expect(parseLine('stock:1:-5|g')).not.toHaveProperty('delta');
    expect(parseLine('stock:-5|g|1700000000')).not.toHaveProperty('delta');
  });

  it('of appfirst always carry the seconds of their update, and nothing else does', () => {
    expect(parseLine('stock:5|g', 'appfirst')).toMatchObject({ type: 'refused' });
    expect(parseLine('hits:5|c|1700000000', 'appfirst')).toMatchObject({ type: 'refused' });
  });
});

describe('rate, container and timestamp', () => {
  it('are read in their order', () => {
    expect(parseLine('hits:3|c|@0.25|#a:b|c:ci-7f|T1700000000', 'datadog')).toEqual({
      type: 'metric',
      name: 'hits',
      kind: 'counter',
      values: [3],
      rate: 0.25,
      tags: [['a', 'b']],
      container: 'ci-7f',
      timestamp: 1_700_000_000,
    });
  });

  it.each([
    'hits:3|c|#a:b|@0.5',
    'hits:3|c|T1700000000|c:ci-7f',
    'hits:3|c|@0.5|@0.5',
    'hits:3|c|#a:b|#c:d',
    'hits:3|c|@0',
    'hits:3|c|@1.5',
    'hits:3|c|@-0.5',
    'hits:3|c|@1e-7',
    'hits:3|c|@NaN',
    'hits:3|c|@',
    'hits:3|c|@.5',
    'hits:3|c|c:',
    'hits:3|c|T17e9',
    'hits:3|c|T-1',
    'hits:3|ms|T1700000000',
    'hits:3:4|c|T1700000000',
    'hits:3|c|e:it-false',
    'hits:3|c|',
    'hits:3|c|x',
  ])('are refused where they are wrong: %s', (line) => {
    expect(parseLine(line, 'datadog')).toMatchObject({ type: 'refused' });
    expect(parseLine(line)).toMatchObject({ type: 'refused' });
  });

  it('are not known to every dialect', () => {
    expect(parseLine('hits:3|c|c:ci-7f', 'statsd')).toMatchObject({ type: 'refused' });
    expect(parseLine('hits:3|c|T1700000000', 'prometheus')).toMatchObject({ type: 'refused' });
    expect(parseLine('hits:3|c|@0.5', 'appfirst')).toMatchObject({ type: 'refused' });
    expect(parseLine('hits:3|c|#a:b', 'plain')).toMatchObject({ type: 'refused' });
    expect(parseLine('hits,a=b:3|c|#a:b', 'telegraf')).toMatchObject({ type: 'refused' });
  });

  it('may stand on every kind', () => {
    expect(parseLine('users:7|s|@0.1')).toMatchObject({ members: ['7'], rate: 0.1 });
    expect(parseLine('stock:7|g|@0.1')).toMatchObject({ values: [7], rate: 0.1 });
    expect(parseLine('hits:7|c|@1')).toMatchObject({ rate: 1 });
  });
});

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['12.500000', 12.5],
    ['-3', -3],
    ['0.000001', 0.000001],
    ['1000000000000000000000', 1e21],
  ])('%s is read', (text, value) => {
    expect(parseLine(`m:${text}|ms`)).toMatchObject({ values: [value] });
  });

  it.each([
    'NaN',
    'Infinity',
    '-Infinity',
    '1e3',
    '1E3',
    '0x10',
    '1_000',
    '.5',
    '5.',
    '--5',
    '+5',
    '',
    ' 5',
    '5 ',
    '1,5',
  ])('%j is refused', (text) => {
    expect(parseLine(`m:${text}|ms`, 'statsd')).toMatchObject({ type: 'refused' });
  });

  it('beyond what a double holds are refused', () => {
    expect(parseLine(`m:${'9'.repeat(400)}|c`)).toEqual({
      type: 'refused',
      reason: `a number out of range: "${'9'.repeat(40)}…"`,
    });
  });

  it('of appfirst counters and timers are whole', () => {
    expect(parseLine('db:237.5|ms', 'appfirst')).toEqual({ type: 'refused', reason: 'not a whole number: "237.5"' });
    expect(parseLine('hits:1.5|c', 'appfirst')).toEqual({ type: 'refused', reason: 'not a whole number: "1.5"' });
    expect(parseLine('load:1.5|g|1700000000', 'appfirst')).toMatchObject({ values: [1.5], timestamp: 1_700_000_000 });
  });
});

describe('tags', () => {
  it.each([
    [
      'statsd',
      'm:1|c|#url:http://x:80/,bare',
      [
        ['url', 'http://x:80/'],
        ['bare', ''],
      ],
    ],
    [
      'datadog',
      'm:1|c|#role:a,role:b,note:a;b #1 @x',
      [
        ['role', 'a'],
        ['role', 'b'],
        ['note', 'a;b #1 @x'],
      ],
    ],
    [
      'telegraf',
      'm,query=a=b,path=c\\d:1|c',
      [
        ['query', 'a=b'],
        ['path', 'c\\d'],
      ],
    ],
    [
      'graphite',
      'm;query=a=b;tilde=a~:1|c',
      [
        ['query', 'a=b'],
        ['tilde', 'a~'],
      ],
    ],
    ['librato', 'm#query=a=b:1|c', [['query', 'a=b']]],
    ['signalfx', 'm[query=a=b]:1|c', [['query', 'a=b']]],
    [
      'flyte',
      'm.___f=i.__q=a=b:1|c',
      [
        ['_f', 'i'],
        ['q', 'a=b'],
      ],
    ],
    [
      'statsd',
      'm:1|c|#größe:ü,😀:日本',
      [
        ['größe', 'ü'],
        ['😀', '日本'],
      ],
    ],
  ] as const)('of %s: %s', (dialect, line, tags) => {
    expect(parseLine(line, dialect)).toMatchObject({ name: 'm', tags });
  });

  it.each([
    ['statsd', 'm:1|c|#'],
    ['statsd', 'm:1|c|#a:1,,b:2'],
    ['statsd', 'm:1|c|#:1'],
    ['statsd', 'm:1|c|#a:'],
    ['statsd', 'm:1|c|#a b:1'],
    ['statsd', 'm:1|c|#a:1;2'],
    ['prometheus', 'm:1|c|#bare'],
    ['telegraf', 'm,:1|c'],
    ['telegraf', 'm,a:1|c'],
    ['telegraf', 'm,a=:1|c'],
    ['telegraf', 'm,=b:1|c'],
    ['telegraf', 'm,a=b\\:1|c'],
    ['telegraf', 'm,a=b c:1|c'],
    ['graphite', 'm;a=~b:1|c'],
    ['graphite', 'm;a!=b:1|c'],
    ['signalfx', 'm[a=b:1|c'],
    ['signalfx', 'm[a=b]x:1|c'],
    ['signalfx', 'm]:1|c'],
    ['flyte', 'm.__a=b.c:1|c'],
  ] as const)('that %s does not write are refused: %s', (dialect, line) => {
    expect(parseLine(line, dialect)).toMatchObject({ type: 'refused' });
  });

  it('are part of the name where the told dialect does not write them there', () => {
    expect(parseLine('m,a=b:1|c', 'statsd')).toMatchObject({ name: 'm,a=b', tags: [] });
    expect(parseLine('m;a=b:1|c', 'plain')).toMatchObject({ name: 'm;a=b', tags: [] });
    expect(parseLine('m[0]:1|c')).toMatchObject({ name: 'm[0]', tags: [] });
  });
});

describe('events', () => {
  it('are read by the bytes of their title and text', () => {
    expect(
      parseLine('_e{7,11}:größe|a|b\\nc 😀|d:1700000000|h:web-1|k:deploy|p:low|s:ci|t:error|#env:prod,hot', 'datadog'),
    ).toEqual({
      type: 'event',
      title: 'größe',
      text: 'a|b\nc 😀',
      timestamp: 1_700_000_000,
      hostname: 'web-1',
      aggregationKey: 'deploy',
      priority: 'low',
      source: 'ci',
      alertType: 'error',
      tags: [
        ['env', 'prod'],
        ['hot', ''],
      ],
    });
    expect(parseLine('_e{2,0}:up|')).toEqual({ type: 'event', title: 'up', text: '', tags: [] });
  });

  it.each([
    '_e{5,4}:title|text2',
    '_e{5,5}:title|text',
    '_e{5,4}:titletext',
    '_e{2,1}:ä',
    '_e{1,1}:ä|b',
    '_e{0,1}:|b',
    '_e{5}:title|text',
    '_e{5,4}title|text',
    '_e{999999999,999999999}:a|b',
    '_e{5,4}:title|text|p:high',
    '_e{5,4}:title|text|t:fatal',
    '_e{5,4}:title|text|d:soon',
    '_e{5,4}:title|text|h:',
    '_e{5,4}:title|text|h:a|h:b',
    '_e{5,4}:title|text|x:1',
    '_e{5,4}:title|text|',
    '_e{5,4}:title|text|#',
  ])('are refused where they are wrong: %s', (line) => {
    expect(parseLine(line)).toMatchObject({ type: 'refused' });
  });

  it('may have their fields in any order', () => {
    expect(parseLine('_e{5,4}:title|text|#env:prod|h:a|d:1', 'datadog')).toEqual({
      type: 'event',
      title: 'title',
      text: 'text',
      hostname: 'a',
      timestamp: 1,
      tags: [['env', 'prod']],
    });
  });

  it('are known to datadog only', () => {
    expect(parseLine('_e{2,0}:up|', 'statsd')).toMatchObject({ type: 'refused' });
  });
});

describe('service checks', () => {
  it('are read with their message last', () => {
    expect(parseLine('_sc|db.up|2|d:1700000000|h:web-1|#env:prod|m:line one\\nm\\: two', 'datadog')).toEqual({
      type: 'serviceCheck',
      name: 'db.up',
      status: 'critical',
      timestamp: 1_700_000_000,
      hostname: 'web-1',
      tags: [['env', 'prod']],
      message: 'line one\nm: two',
    });
    expect(parseLine('_sc|db.up|0')).toEqual({ type: 'serviceCheck', name: 'db.up', status: 'ok', tags: [] });
  });

  it.each(['_sc|', '_sc|db', '_sc||0', '_sc|db|4', '_sc|db|0|m:a|h:b', '_sc|db|0|m:a m:b', '_sc|db|0|x:1'])(
    'are refused where they are wrong: %s',
    (line) => {
      expect(parseLine(line)).toMatchObject({ type: 'refused' });
    },
  );
});

describe('what is no line', () => {
  it.each([
    ['', 'no ":" between a name and a value'],
    ['hello', 'no ":" between a name and a value'],
    [':1|c', 'the name is empty'],
    ['m:1', 'no type'],
    ['m:', 'no type'],
    ['m:|c', 'not a number: ""'],
    ['m:1|', 'an unknown type ""'],
    ['m:1|x', 'an unknown type "x"'],
    ['m:1|__proto__', 'an unknown type "__proto__"'],
    ['m:1|C', 'an unknown type "C"'],
    ['m:|s', 'an empty set member'],
    ['my name:1|c', 'a reserved character in the name "my name"'],
    ['a@b:1|c', 'a reserved character in the name "a@b"'],
    ['m:1|c\r', 'a control character in the line'],
    ['m:1|c\nn:1|c', 'a control character in the line'],
    ['m\x7f:1|c', 'a control character in the line'],
  ])('%j is refused: %s', (line, reason) => {
    expect(parseLine(line)).toEqual({ type: 'refused', reason });
  });

  it('never throws and never lets half a metric through, whatever comes', () => {
    const pieces =
      'm n : | @ # , ; = [ ] .__ :: _e{ } _sc| 1 - + 0.5 c g ms h d s T17 c:x \\n m: \0 \n ü \ud800 NaN 1e9 counters .'.split(
        ' ',
      );
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(' ', ...pieces), { maxLength: 14 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(line, fc.constantFrom(undefined, ...DIALECTS), (text, dialect) => {
        expect(isWhole(parseLine(text, dialect))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});

function isWhole(parsed: ParsedLine): boolean {
  if (parsed.type !== 'metric') {
    return true;
  }
  const values = parsed.kind === 'set' ? parsed.members.filter((member) => member !== '') : parsed.values;
  return (
    parsed.name !== '' &&
    parsed.rate > 0 &&
    parsed.rate <= 1 &&
    parsed.tags.every(([key]) => key !== '') &&
    values.length > 0 &&
    values.every((value) => typeof value === 'string' || Number.isFinite(value))
  );
}
