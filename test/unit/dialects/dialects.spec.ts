import { describe, expect, it } from 'vitest';
import type { Stats } from '../../../lib/client/stats';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import type { DialectName } from '../../../lib/dialects/dialect';
import { memoryClient } from '../../support/memory-client';
import { packetsOf } from '../../support/packets-of';

/** The lines that a call writes, one after the other. `options` besides the dialect. */
async function written(
  dialect: StatsClientOptions['dialect'],
  record: (stats: Stats) => void,
  options: StatsClientOptions = {},
): Promise<string> {
  return (await packetsOf({ dialect, ...options }, record)).join('\n');
}

const UNAGGREGATED: StatsClientOptions = { aggregate: false };

/** Every printable ASCII character that is neither letter nor digit, with those that matter at an end there. */
const MARKS = '~!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ \\';

describe('a counter with two tags', () => {
  it.each<[DialectName, string]>([
    ['statsd', 'orders.placed:1|c|#channel:web,kind:new'],
    ['plain', 'orders.placed.web.new:1|c'],
    ['datadog', 'orders.placed:1|c|#channel:web,kind:new'],
    ['telegraf', 'orders.placed,channel=web,kind=new:1|c'],
    ['graphite', 'orders.placed;channel=web;kind=new:1|c'],
    ['prometheus', 'orders.placed:1|c|#channel:web,kind:new'],
    ['librato', 'orders.placed#channel=web,kind=new:1|c'],
    ['signalfx', 'orders.placed[channel=web,kind=new]:1|c'],
    ['flyte', 'orders.placed.__channel=web.__kind=new:1|c'],
    ['sprockets', 'counters.orders.placed.web.new:1|c'],
    ['appfirst', 'orders.placed.web.new:1|c'],
  ])('on %s is %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.incr('orders.placed', 1, { channel: 'web', kind: 'new' }))).toBe(
      line,
    );
  });
});

describe('a name is the prefix, the scopes and the name', () => {
  it.each<[DialectName, string]>([
    ['statsd', 'shop.eu.orders.placed:1|c'],
    ['plain', 'shop.eu.orders.placed:1|c'],
    ['datadog', 'shop.eu.orders.placed:1|c'],
    ['telegraf', 'shop.eu.orders.placed:1|c'],
    ['graphite', 'shop.eu.orders.placed:1|c'],
    ['prometheus', 'shop.eu.orders.placed:1|c'],
    ['librato', 'shop.eu.orders.placed:1|c'],
    ['signalfx', 'shop.eu.orders.placed:1|c'],
    ['flyte', 'shop.eu.orders.placed:1|c'],
    ['sprockets', 'shop.eu.counters.orders.placed:1|c'],
    ['appfirst', 'shop.eu.orders.placed:1|c'],
  ])('on %s: %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.scope('orders.').incr('placed'), { prefix: 'shop.eu.' })).toBe(line);
  });

  it.each([
    [{ prefix: 'app.' }, '', 'app.n:1|c'],
    [{ prefix: 'app..' }, '', 'app..n:1|c'],
    [{ prefix: '' }, 'a.', 'a.n:1|c'],
    [{ prefix: '.' }, '', 'n:1|c'],
    [{ prefix: 'a:b' }, 'c d', 'a_b.c_d.n:1|c'],
  ])('with one trailing dot dropped and nothing else normalised: %j, scope %j', async (options, scope, line) => {
    expect(await written('statsd', (stats) => stats.scope(scope).incr('n'), options)).toBe(line);
  });
});

describe('tags', () => {
  const record = (stats: Stats): void =>
    stats.scope('', { zone: 'a', client: 'overridden' }).incr('m', 1, { zone: 'b', call: 1 });
  const options: StatsClientOptions = { tags: { client: 'c', gone: 'x' } };

  it.each<[DialectName, string]>([
    ['statsd', 'm:1|c|#client:overridden,gone:x,zone:b,call:1'],
    ['plain', 'm.overridden.x.b.1:1|c'],
    ['datadog', 'm:1|c|#client:overridden,gone:x,zone:b,call:1'],
    ['telegraf', 'm,call=1,client=overridden,gone=x,zone=b:1|c'],
    ['graphite', 'm;call=1;client=overridden;gone=x;zone=b:1|c'],
    ['prometheus', 'm:1|c|#client:overridden,gone:x,zone:b,call:1'],
    ['librato', 'm#client=overridden,gone=x,zone=b,call=1:1|c'],
    ['signalfx', 'm[client=overridden,gone=x,zone=b,call=1]:1|c'],
    ['flyte', 'm.__call=1.__client=overridden.__gone=x.__zone=b:1|c'],
    ['sprockets', 'counters.m.overridden.x.b.1:1|c'],
    ['appfirst', 'm.overridden.x.b.1:1|c'],
  ])(
    'of %s are those of client, scope and call in order, or sorted; a repeated key keeps its place',
    async (dialect, line) => {
      expect(await written(dialect, record, options)).toBe(line);
    },
  );

  it('are sorted by code point where they are sorted', async () => {
    const tags = { '\u{1F600}': 1, '\uFFEE': 2, é: 3, b: 4, _f: 5, B: 6 };
    expect(await written('flyte', (stats) => stats.incr('m', 1, tags))).toBe(
      'm.__B=6.___f=5.__b=4.__é=3.__\uFFEE=2.__\u{1F600}=1:1|c',
    );
    expect(await written('graphite', (stats) => stats.incr('m', 1, tags))).toBe(
      'm;B=6;_f=5;b=4;é=3;\uFFEE=2;\u{1F600}=1:1|c',
    );
    expect(await written('telegraf', (stats) => stats.incr('m', 1, tags))).toBe(
      'm,B=6,_f=5,b=4,é=3,\uFFEE=2,\u{1F600}=1:1|c',
    );
  });

  it('are strings, numbers and booleans; null and undefined remove, an object is left out and counted', async () => {
    const { stats, sent } = memoryClient({ tags: { a: 1, b: 2, c: 3 } });
    stats.incr('m', 1, {
      a: null,
      b: undefined,
      d: true,
      e: 1.5,
      f: -0,
      g: 1e21,
      h: NaN,
      i: {} as never,
      j: [] as never,
    });
    expect(await sent()).toEqual(['m:1|c|#c:3,d:true,e:1.5,f:0,g:1e+21,h:NaN']);
    expect(stats.report().droppedTags).toBe(2);
  });

  it.each<[DialectName, string]>([
    ['statsd', 'm:1|c|#a,b:1'],
    ['plain', 'm.1:1|c'],
    ['datadog', 'm:1|c|#a,b:1'],
    ['telegraf', 'm,b=1:1|c'],
    ['graphite', 'm;b=1:1|c'],
    ['prometheus', 'm:1|c|#b:1'],
    ['librato', 'm#b=1:1|c'],
    ['signalfx', 'm[b=1]:1|c'],
    ['flyte', 'm.__b=1:1|c'],
    ['sprockets', 'counters.m.1:1|c'],
    ['appfirst', 'm.1:1|c'],
  ])('without a value, and one without a key, on %s: %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.incr('m', 1, { a: '', '': 'x', b: '1' }))).toBe(line);
  });

  it.each<[DialectName, string]>([
    ['statsd', 'm:1|c'],
    ['telegraf', 'm:1|c'],
    ['graphite', 'm:1|c'],
    ['prometheus', 'm:1|c'],
    ['librato', 'm:1|c'],
    ['signalfx', 'm:1|c'],
    ['flyte', 'm:1|c'],
    ['sprockets', 'counters.m:1|c'],
  ])('that come to nothing leave no mark on %s: %s', async (dialect, line) => {
    const tags = dialect === 'statsd' ? { '': 'x' } : { a: '', '': 'x' };
    expect(await written(dialect, (stats) => stats.incr('m', 1, tags))).toBe(line);
  });

  it.each<[DialectName, string]>([
    ['statsd', 'm:1|c|#a_b:2,c:3'],
    ['plain', 'm.2.3:1|c'],
    ['datadog', 'm:1|c|#a_b:2,c:3'],
    ['telegraf', 'm,a_b=2,c=3:1|c'],
    ['graphite', 'm;a_b=2;c=3:1|c'],
    ['prometheus', 'm:1|c|#a_b:2,c:3'],
    ['librato', 'm#a_b=2,c=3:1|c'],
    ['signalfx', 'm[a_b=2,c=3]:1|c'],
    ['flyte', 'm.__a_b=2.__c=3:1|c'],
  ])('whose keys are equal once cleaned are one on %s, the later value stands: %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.incr('m', 1, { 'a|b': 1, c: 3, 'a\nb': 2 }))).toBe(line);
  });

  it('all stay away with `tags: false`', async () => {
    const { stats, sent } = memoryClient({ dialect: { name: 'flyte', tags: false }, tags: { a: 1, host: 'h' } });
    stats.incr('m', 1, { b: 2, c: {} as never });
    expect(await sent()).toEqual(['m:1|c']);
    expect(stats.report().droppedTags).toBe(0);
  });

  it('that flyte keeps for itself are left out, counted at every call and told once', async () => {
    const { stats, sent, errors } = memoryClient({ dialect: 'flyte' });
    for (const key of ['asg', 'az', 'backend', 'canary', 'host', 'period', 'region', 'shard', 'window', 'source']) {
      stats.incr('m', 1, { [key]: 'x', task: 't' });
    }
    stats.incr('m', 1, { host: 'x', task: 't' });
    expect(await sent()).toEqual(['m.__task=t:11|c']);
    expect(stats.report()).toMatchObject({ droppedTags: 11, recorded: 11 });
    expect(errors.map(({ message }) => message)).toEqual([
      'The tag asg was left out: the dialect flyte keeps this key for itself.',
    ]);
  });
});

describe('what is reserved becomes _', () => {
  it.each<[DialectName, string]>([
    ['statsd', '~!"_$%&\'()*+,-./_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['plain', '~!"_$%&\'()*+,-./_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['datadog', '~!"_$%&\'()*+,-./_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['telegraf', '~!"_$%&\'()*+_-./_;<_>?_[_]^_`{_}~__:1|c'],
    ['graphite', '~!"_$%&\'()*+,-./__<=>?_[\\]^_`{_}~_\\:1|c'],
    ['prometheus', '~!"_$%&\'()*+,-./_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['librato', '~!"_$%&\'()*+_-./_;<_>?_[\\]^_`{_}~_\\:1|c'],
    ['signalfx', '~!"_$%&\'()*+_-./_;<_>?__\\_^_`{_}~_\\:1|c'],
    ['flyte', '~!"_$%&\'()*+,-./_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['sprockets', 'counters.~!"_$%&\'()*+,-./_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['appfirst', '~!"_$%&\'()*+,-./_;<=>?_[\\]^_`{_}~_\\:1|c'],
  ])('in names of %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.incr(MARKS))).toBe(line);
  });

  it.each<[DialectName, string]>([
    ['statsd', 'm:1|c|#~!"_$%&\'()*+_-./_;<=>?_[\\]^_`{_}~_\\:v'],
    ['datadog', 'm:1|c|#~!"_$%&\'()*+_-./_;<=>?_[\\]^_`{_}~_\\:v'],
    ['telegraf', 'm,~!"_$%&\'()*+_-./_;<_>?_[_]^_`{_}~__=v:1|c'],
    ['graphite', 'm;~_"#$%&\'()*+,-./__<_>?@[\\]__`{_}~_\\=v:1|c'],
    ['prometheus', 'm:1|c|#~!"_$%&\'()*+_-./_;<=>?_[\\]^_`{_}~_\\:v'],
    ['librato', 'm#~!"_$%&\'()*+_-./_;<_>?_[\\]^_`{_}~_\\=v:1|c'],
    ['signalfx', 'm[~!"_$%&\'()*+_-./_;<_>?__\\_^_`{_}~_\\=v]:1|c'],
    ['flyte', 'm.__~!"#$%&\'()*+,-_/_;<_>?@[\\]^_`{_}~_\\=v:1|c'],
    ['plain', 'm.v:1|c'],
    ['sprockets', 'counters.m.v:1|c'],
    ['appfirst', 'm.v:1|c'],
  ])('in tag keys of %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.incr('m', 1, { [MARKS]: 'v' }))).toBe(line);
  });

  it.each<[DialectName, string]>([
    ['statsd', 'm:1|c|#k:~!"#$%&\'()*+_-./:_<=>?@[\\]^_`{_}~ \\'],
    ['plain', 'm.~!"_$%&\'()*+,-_/_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['datadog', 'm:1|c|#k:~!"#$%&\'()*+_-./:;<=>?@[\\]^_`{_}~ \\'],
    ['telegraf', 'm,k=~!"#$%&\'()*+_-./_;<=>?@[\\]^_`{_}~__:1|c'],
    ['graphite', 'm;k=_!"#$%&\'()*+,-./__<=>?@[\\]^_`{_}~_\\:1|c'],
    ['prometheus', 'm:1|c|#k:~!"#$%&\'()*+_-./:;<=>?@[\\]^_`{_}~ \\'],
    ['librato', 'm#k=~!"#$%&\'()*+_-./_;<=>?@[\\]^_`{_}~_\\:1|c'],
    ['signalfx', 'm[k=~!"#$%&\'()*+_-./_;<=>?@_\\_^_`{_}~_\\]:1|c'],
    ['flyte', 'm.__k=~!"#$%&\'()*+,-_/_;<=>?@[\\]^_`{_}~ \\:1|c'],
    ['sprockets', 'counters.m.~!"_$%&\'()*+,-_/_;<=>?_[\\]^_`{_}~_\\:1|c'],
    ['appfirst', 'm.~!"_$%&\'()*+,-_/_;<=>?_[\\]^_`{_}~_\\:1|c'],
  ])('in tag values of %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.incr('m', 1, { k: MARKS }))).toBe(line);
  });

  it.each<DialectName>(['statsd', 'plain', 'datadog', 'telegraf', 'graphite', 'librato', 'signalfx', 'flyte'])(
    'in set members of %s: the colon and the bar',
    async (dialect) => {
      expect(await written(dialect, (stats) => stats.set('m', MARKS))).toBe(
        'm:~!"#$%&\'()*+,-./_;<=>?@[\\]^_`{_}~ \\|s',
      );
    },
  );

  it.each<[DialectName, string]>([
    ['statsd', 'n__x:1|c|#k__x:v__x'],
    ['plain', 'n__x.v__x:1|c'],
    ['datadog', 'n__x:1|c|#k__x:v__x'],
    ['telegraf', 'n__x,k__x=v__x:1|c'],
    ['graphite', 'n__x;k__x=v__x:1|c'],
    ['prometheus', 'n__x:1|c|#k__x:v__x'],
    ['librato', 'n__x#k__x=v__x:1|c'],
    ['signalfx', 'n__x[k__x=v__x]:1|c'],
    ['flyte', 'n__x.__k__x=v__x:1|c'],
    ['sprockets', 'counters.n__x.v__x:1|c'],
    ['appfirst', 'n__x.v__x:1|c'],
  ])('wherever it is a control character, on %s: %s', async (dialect, line) => {
    for (const pair of ['\r\n', '\n\0', '\t\v', '\f\x1b', '\x7f\x1f', '\x80\x9f']) {
      expect(await written(dialect, (stats) => stats.incr(`n${pair}x`, 1, { [`k${pair}x`]: `v${pair}x` }))).toBe(line);
    }
  });

  it('except at the places where it matters: a backslash inside, a tilde inside, an equals sign in values', async () => {
    const tags = { a: '\\x', b: 'x\\\\', c: 'x=y' };
    expect(await written('telegraf', (stats) => stats.incr('m', 1, tags))).toBe('m,a=\\x,b=x\\_,c=x=y:1|c');
    expect(await written('graphite', (stats) => stats.incr('m', 1, { a: '~~x', b: 'x~' }))).toBe('m;a=_~x;b=x~:1|c');
  });

  it.each([
    ['a.__b', '', 'a._b:1|c'],
    ['a.____b.__c', '', 'a._b._c:1|c'],
    ['__a', '', '__a:1|c'],
    ['__a', 'p', 'p._a:1|c'],
    ['a.|#b', 'p.__q', 'p._q.a._b:1|c'],
  ])('and what would begin tags in a name of flyte: %j with the prefix %j', async (name, prefix, line) => {
    expect(await written('flyte', (stats) => stats.incr(name), { prefix })).toBe(line);
  });

  it('so that series of names that are equal once cleaned are one', async () => {
    const record = (stats: Stats): void => {
      stats.incr('__a');
      stats.incr('_a');
      stats.scope('b').incr('__c');
      stats.incr('b.__c');
      stats.scope('b').incr('_c');
    };
    expect(await written('flyte', record, { prefix: 'p' })).toBe('p._a:2|c\np.b._c:3|c');
    expect(await written('statsd', (stats) => ['a b', 'a:b', 'a\nb', 'a_b'].forEach((name) => stats.incr(name)))).toBe(
      'a_b:4|c',
    );
    expect(await written('statsd', (stats) => ['\ud800', '\udbff', '\ufffd'].forEach((name) => stats.incr(name)))).toBe(
      '\ufffd:3|c',
    );
  });
});

describe('a gauge', () => {
  it.each<[DialectName, string]>([
    ['statsd', 'load:1.5|g|#a:b'],
    ['plain', 'load.b:1.5|g'],
    ['datadog', 'load:1.5|g|#a:b'],
    ['telegraf', 'load,a=b:1.5|g'],
    ['graphite', 'load;a=b:1.5|g'],
    ['prometheus', 'load:1.5|g|#a:b'],
    ['librato', 'load#a=b:1.5|g'],
    ['signalfx', 'load[a=b]:1.5|g'],
    ['flyte', 'load.__a=b:1.5|g'],
    ['sprockets', 'gauges.load.b:1.5|g'],
    ['appfirst', 'load.b:1.5|g|1700000000'],
  ])('on %s is %s', async (dialect, line) => {
    expect(await written(dialect, (stats) => stats.gauge('load', 1.5, { a: 'b' }))).toBe(line);
  });

  it.each<[DialectName, string]>([
    ['statsd', 't:0|g|#a:b\nt:-5|g|#a:b'],
    ['plain', 't.b:0|g\nt.b:-5|g'],
    ['datadog', 't:-5|g|#a:b'],
    ['telegraf', 't,a=b:0|g\nt,a=b:-5|g'],
    ['graphite', 't;a=b:0|g\nt;a=b:-5|g'],
    ['prometheus', 't:0|g|#a:b\nt:-5|g|#a:b'],
    ['librato', 't#a=b:0|g\nt#a=b:-5|g'],
    ['signalfx', 't[a=b]:0|g\nt[a=b]:-5|g'],
    ['flyte', 't.__a=b:0|g\nt.__a=b:-5|g'],
    ['sprockets', 'gauges.t.b:0|g\ngauges.t.b:-5|g'],
    ['appfirst', 't.b:-5|g|1700000000'],
  ])('below zero on %s: %j', async (dialect, lines) => {
    expect(await written(dialect, (stats) => stats.gauge('t', -5, { a: 'b' }))).toBe(lines);
  });

  it.each<[DialectName, string]>([
    ['statsd', 't:0|g\nt:-5|g\nt:5|g|@0.5'],
    ['datadog', 't:-5|g|@0.5\nt:5|g|@0.5'],
    ['telegraf', 't:0|g\nt:-5|g\nt:5|g|@0.5'],
    ['appfirst', 't:-5|g|1700000000::t:5|g|1700000000'],
  ])('below zero with a rate is drawn once for both lines, which carry none, on %s: %j', async (dialect, lines) => {
    let draws = 0;
    const random = (): number => {
      draws += 1;
      return 0.5;
    };
    const record = (stats: Stats): void => {
      stats.gauge('t', -5, undefined, { rate: 0.5 });
      stats.gauge('t', 5, undefined, { rate: 0.5 });
    };
    expect(await written(dialect, record, { aggregate: false, random })).toBe(lines);
    expect(draws).toBe(2);
  });

  const moves = (stats: Stats): void => {
    stats.gaugeDelta('up', 3);
    stats.gaugeDelta('down', -2.5);
    stats.gaugeDelta('still', 0);
    stats.gaugeDelta('minus-zero', -0);
    stats.gauge('set', 10);
    stats.gaugeDelta('set', -4);
  };

  it.each<[DialectName, string]>([
    ['statsd', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['plain', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['datadog', 'up:3|g\ndown:-2.5|g\nstill:0|g\nminus-zero:0|g\nset:6|g'],
    ['telegraf', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['graphite', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['prometheus', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['librato', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['signalfx', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['flyte', 'up:+3|g\ndown:-2.5|g\nstill:+0|g\nminus-zero:+0|g\nset:6|g'],
    ['sprockets', 'gauges.up:+3|g\ngauges.down:-2.5|g\ngauges.still:+0|g\ngauges.minus-zero:+0|g\ngauges.set:6|g'],
    [
      'appfirst',
      'up:3|g|1700000000::down:-2.5|g|1700000000::still:0|g|1700000000::minus-zero:0|g|1700000000::set:6|g|1700000000',
    ],
  ])('is moved by deltas, which %s writes %j', async (dialect, lines) => {
    expect(await written(dialect, moves)).toBe(lines);
  });

  it.each<[DialectName, string]>([
    ['statsd', 'g:+1|g\ng:-3|g\ng:5|g\ng:+1|g'],
    ['datadog', 'g:1|g\ng:-2|g\ng:5|g\ng:6|g'],
    ['appfirst', 'g:1|g|1700000000::g:-2|g|1700000000::g:5|g|1700000000::g:6|g|1700000000'],
  ])('keeps its running value where %s knows no deltas', async (dialect, lines) => {
    const record = (stats: Stats): void => {
      stats.gaugeDelta('g', 1);
      stats.gaugeDelta('g', -3);
      stats.gauge('g', 5);
      stats.gaugeDelta('g', 1);
    };
    expect(await written(dialect, record, UNAGGREGATED)).toBe(lines);
  });
});

describe('timers, histograms, distributions and sets', () => {
  const record = (stats: Stats): void => {
    for (const value of [1, 2.25, 3.0000001]) {
      stats.timing('t', value);
      stats.histogram('h', value);
      stats.distribution('d', value);
    }
    stats.set('s', 'anna');
    stats.set('s', 7);
    stats.set('s', 'anna');
  };

  it.each<[DialectName, string[]]>([
    [
      'statsd',
      [
        't:1|ms',
        't:2.25|ms',
        't:3|ms',
        'h:1|ms',
        'h:2.25|ms',
        'h:3.0000001|ms',
        'd:1|ms',
        'd:2.25|ms',
        'd:3.0000001|ms',
        's:anna|s',
        's:7|s',
      ],
    ],
    [
      'plain',
      [
        't:1|ms',
        't:2.25|ms',
        't:3|ms',
        'h:1|ms',
        'h:2.25|ms',
        'h:3.0000001|ms',
        'd:1|ms',
        'd:2.25|ms',
        'd:3.0000001|ms',
        's:anna|s',
        's:7|s',
      ],
    ],
    ['datadog', ['t:1:2.25:3|ms', 'h:1:2.25:3.0000001|h', 'd:1:2.25:3.0000001|d', 's:anna|s', 's:7|s']],
    ['telegraf', ['t:1|ms:2.25|ms:3|ms', 'h:1|h:2.25|h:3.0000001|h', 'd:1|h:2.25|h:3.0000001|h', 's:anna|s', 's:7|s']],
    [
      'graphite',
      [
        't:1|ms',
        't:2.25|ms',
        't:3|ms',
        'h:1|ms',
        'h:2.25|ms',
        'h:3.0000001|ms',
        'd:1|ms',
        'd:2.25|ms',
        'd:3.0000001|ms',
        's:anna|s',
        's:7|s',
      ],
    ],
    ['prometheus', ['t:1:2.25:3|ms', 'h:1:2.25:3.0000001|h', 'd:1:2.25:3.0000001|d']],
    [
      'librato',
      [
        't:1|ms',
        't:2.25|ms',
        't:3|ms',
        'h:1|ms',
        'h:2.25|ms',
        'h:3.0000001|ms',
        'd:1|ms',
        'd:2.25|ms',
        'd:3.0000001|ms',
        's:anna|s',
        's:7|s',
      ],
    ],
    [
      'signalfx',
      [
        't:1|ms',
        't:2.25|ms',
        't:3|ms',
        'h:1|ms',
        'h:2.25|ms',
        'h:3.0000001|ms',
        'd:1|ms',
        'd:2.25|ms',
        'd:3.0000001|ms',
        's:anna|s',
        's:7|s',
      ],
    ],
    [
      'flyte',
      [
        't:1|ms',
        't:2.25|ms',
        't:3|ms',
        'h:1|ms',
        'h:2.25|ms',
        'h:3.0000001|ms',
        'd:1|ms',
        'd:2.25|ms',
        'd:3.0000001|ms',
        's:anna|s',
        's:7|s',
      ],
    ],
    [
      'sprockets',
      [
        'timers.t:1|ms',
        'timers.t:2.25|ms',
        'timers.t:3|ms',
        'timers.h:1|ms',
        'timers.h:2.25|ms',
        'timers.h:3.0000001|ms',
        'timers.d:1|ms',
        'timers.d:2.25|ms',
        'timers.d:3.0000001|ms',
      ],
    ],
    ['appfirst', ['t:1,2,3|ms::h:1,2,3|ms::d:1,2,3|ms']],
  ])('of %s', async (dialect, lines) => {
    expect((await written(dialect, record)).split('\n')).toEqual(lines);
  });

  it.each<DialectName>(['prometheus', 'sprockets', 'appfirst'])(
    'are dropped, counted and told once where %s has no sets',
    async (dialect) => {
      const { stats, sent, errors } = memoryClient({ dialect });
      stats.set('users', 'anna');
      stats.set('users', 'karl');
      stats.meters.set('users').add(7);
      expect(await sent()).toEqual([]);
      expect(stats.report()).toMatchObject({ recorded: 0, dropped: { unsupported: 3 } });
      expect(errors.map(({ message }) => message)).toEqual([`A set was dropped: the dialect ${dialect} has none.`]);
    },
  );

  it.each<[DialectName, string[]]>([
    ['datadog', ['name:10:11:12:13|ms', 'name:14|ms']],
    ['prometheus', ['name:10:11:12:13|ms', 'name:14|ms']],
    ['telegraf', ['name:10|ms:11|ms', 'name:12|ms:13|ms', 'name:14|ms']],
    ['appfirst', ['name:10,11,12,13|ms', 'name:14|ms']],
  ])('become several lines where they do not fit into a packet of %s', async (dialect, packets) => {
    const times = (stats: Stats): void => [10, 11, 12, 13, 14].forEach((ms) => stats.timing('name', ms));
    expect(await packetsOf({ dialect, maxPacketBytes: 19 }, times)).toEqual(packets);
    expect(await packetsOf({ dialect, maxPacketBytes: 20 }, times)).toEqual(packets);
  });
});

describe('a rate', () => {
  const record = (stats: Stats): void => {
    const options = { rate: 0.25 };
    stats.incr('c', 3, { a: 'b' }, options);
    stats.gauge('g', 3, undefined, options);
    stats.gaugeDelta('g', 1, undefined, options);
    stats.timing('t', 3, undefined, options);
    stats.histogram('h', 3, undefined, options);
    stats.distribution('d', 3, undefined, options);
    stats.set('s', 3, undefined, options);
  };

  it.each<[DialectName, string]>([
    ['statsd', 'c:3|c|@0.25|#a:b g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|ms|@0.25 d:3|ms|@0.25 s:3|s|@0.25'],
    ['plain', 'c.b:3|c|@0.25 g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|ms|@0.25 d:3|ms|@0.25 s:3|s|@0.25'],
    ['datadog', 'c:3|c|@0.25|#a:b g:3|g|@0.25 g:4|g|@0.25 t:3|ms|@0.25 h:3|h|@0.25 d:3|d|@0.25 s:3|s|@0.25'],
    ['telegraf', 'c,a=b:3|c|@0.25 g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|h|@0.25 d:3|h|@0.25 s:3|s|@0.25'],
    ['graphite', 'c;a=b:3|c|@0.25 g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|ms|@0.25 d:3|ms|@0.25 s:3|s|@0.25'],
    ['prometheus', 'c:3|c|@0.25|#a:b g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|h|@0.25 d:3|d|@0.25'],
    ['librato', 'c#a=b:3|c|@0.25 g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|ms|@0.25 d:3|ms|@0.25 s:3|s|@0.25'],
    ['signalfx', 'c[a=b]:3|c|@0.25 g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|ms|@0.25 d:3|ms|@0.25 s:3|s|@0.25'],
    ['flyte', 'c.__a=b:3|c|@0.25 g:3|g|@0.25 g:+1|g|@0.25 t:3|ms|@0.25 h:3|ms|@0.25 d:3|ms|@0.25 s:3|s|@0.25'],
    [
      'sprockets',
      'counters.c.b:3|c|@0.25 gauges.g:3|g|@0.25 gauges.g:+1|g|@0.25 timers.t:3|ms|@0.25 timers.h:3|ms|@0.25 timers.d:3|ms|@0.25',
    ],
    ['appfirst', 'c.b:12|c::g:3|g|1700000000::g:4|g|1700000000::t:3|ms::h:3|ms::d:3|ms'],
  ])('is written on every line of %s that may have one', async (dialect, lines) => {
    expect((await written(dialect, record, UNAGGREGATED)).replaceAll('\n', ' ')).toBe(lines);
  });

  it.each<[DialectName, string]>([
    ['statsd', 'c:6|c t:1|ms t:2|ms|@0.5 t:3|ms|@0.5'],
    ['datadog', 'c:6|c t:1|ms t:2:3|ms|@0.5'],
    ['telegraf', 'c:6|c t:1|ms t:2|ms|@0.5:3|ms|@0.5'],
    ['appfirst', 'c:6|c::t:1|ms::t:2,3|ms'],
  ])('scales counters that fold, and parts the samples of a series, on %s: %s', async (dialect, lines) => {
    const fold = (stats: Stats): void => {
      stats.incr('c', 2);
      stats.incr('c', 2, undefined, { rate: 0.5 });
      stats.timing('t', 1);
      stats.timing('t', 2, undefined, { rate: 0.5 });
      stats.timing('t', 3, undefined, { rate: 0.5 });
    };
    expect((await written(dialect, fold)).replaceAll('\n', ' ')).toBe(lines);
  });

  it.each([
    [0.1, '|@0.1'],
    [1 / 3, '|@0.3333333333333333'],
    [1e-7, '|@0.0000001'],
    [5e-324, `|@0.${'0'.repeat(323)}5`],
    [1, ''],
    [7, ''],
  ])('of %d is written in fixed notation', async (rate, text) => {
    expect(await written('statsd', (stats) => stats.incr('c', 1, undefined, { rate }), UNAGGREGATED)).toBe(
      `c:1|c${text}`,
    );
  });

  it('of an overfull series is the share that was kept', async () => {
    const many = (stats: Stats): void => [1, 2, 3, 4].forEach((ms) => stats.timing('t', ms, undefined, { rate: 0.5 }));
    expect(await written('datadog', many, { maxSamples: 2, random: () => 0.5 })).toBe('t:1:3|ms|@0.25');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [-1.5e21, '-1500000000000000000000'],
    [1e-7, '0.0000001'],
    [0.1 + 0.2, '0.30000000000000004'],
    [2 ** 31, '2147483648'],
    [-(2 ** 31), '-2147483648'],
    [2 ** 53, '9007199254740992'],
    [Number.MAX_VALUE, `17976931348623157${'0'.repeat(292)}`],
    [Number.MIN_VALUE, `0.${'0'.repeat(323)}5`],
    [1234.5678, '1234.5678'],
  ])('%d is written %s', async (value, text) => {
    expect(await written('statsd', (stats) => stats.incr('c', value))).toBe(`c:${text}|c`);
    expect(await written('statsd', (stats) => stats.histogram('h', value))).toBe(`h:${text}|ms`);
    expect(await written('datadog', (stats) => stats.gauge('g', value))).toBe(`g:${text}|g`);
  });

  it.each([
    [320, '320'],
    [12.5, '12.5'],
    [0.1 + 0.2, '0.3'],
    [1e-7, '0'],
    [-1e-7, '0'],
    [0.0000006, '0.000001'],
    [1.0000004, '1'],
    [-1, '-1'],
    [-0.25, '-0.25'],
    [1234567.1234567, '1234567.123457'],
    [899999.9999996, '900000'],
    [1e21, '1000000000000000000000'],
    [1e20, '100000000000000000000'],
    [-0, '0'],
  ])('a duration of %d ms is written %s', async (ms, text) => {
    expect(await written('statsd', (stats) => stats.timing('t', ms))).toBe(`t:${text}|ms`);
  });

  it.each([
    [2.5, 3, '3'],
    [-2.5, -2.5, '-2'],
    [236.5, 236.5, '237'],
    [-0.4, 0, '0'],
    [1e21, 1e21, '1000000000000000000000'],
  ])('of appfirst are rounded: %d', async (count, ms, text) => {
    expect(await written('appfirst', (stats) => stats.incr('c', count))).toBe(`c:${text}|c`);
    expect(await written('appfirst', (stats) => stats.timing('t', ms))).toBe(`t:${text}|ms`);
  });

  it('that add up to more than a number can hold stay at its end', async () => {
    const most = `17976931348623157${'0'.repeat(292)}`;
    const grow = (stats: Stats): void => {
      stats.incr('c', Number.MAX_VALUE);
      stats.incr('c', Number.MAX_VALUE);
      stats.incr('r', -1e308, undefined, { rate: 0.001 });
      stats.gaugeDelta('g', -Number.MAX_VALUE);
      stats.gaugeDelta('g', -Number.MAX_VALUE);
    };
    expect(await written('statsd', grow)).toBe(`c:${most}|c\nr:-${most}|c\ng:-${most}|g`);
    expect(await written('datadog', grow)).toBe(`c:${most}|c\nr:-${most}|c\ng:-${most}|g`);
    expect(await written('datadog', (stats) => stats.pipeline(grow), UNAGGREGATED)).toBe(
      `c:${most}|c\nc:${most}|c\nr:-1${'0'.repeat(308)}|c|@0.001\ng:-${most}|g\ng:-${most}|g`,
    );
  });
});

describe('the safety of types, names and members', () => {
  it.each([NaN, Infinity, -Infinity, '5', null, {}, [], true, 5n, Symbol('x')])(
    'refuses %o for a number, and counts it',
    async (value) => {
      const { stats, sent, errors } = memoryClient();
      const wrong = value as never;
      stats.incr('m', wrong);
      stats.decr('m', wrong);
      stats.gauge('m', wrong);
      stats.gaugeDelta('m', wrong);
      stats.timing('m', wrong);
      stats.histogram('m', wrong);
      stats.distribution('m', wrong);
      expect(await sent()).toEqual([]);
      expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 7 } });
      expect(errors.map(({ code }) => code)).toEqual(['STATS_INVALID_CALL']);
    },
  );

  it.each(['', undefined, null, 5, {}, [], Symbol('x')])('refuses %o for a name, and counts it', async (name) => {
    const { stats, sent } = memoryClient();
    const wrong = name as never;
    stats.incr(wrong);
    stats.gauge(wrong, 1);
    stats.gaugeDelta(wrong, 1);
    stats.timing(wrong, 1);
    stats.histogram(wrong, 1);
    stats.distribution(wrong, 1);
    stats.set(wrong, 1);
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 7 } });
  });

  it.each(['', undefined, null, NaN, Infinity, {}, [], true, Symbol('x')])(
    'refuses %o for a member of a set, and counts it',
    async (member) => {
      const { stats, sent } = memoryClient();
      stats.set('users', member as never);
      stats.meters.set('users').add(member as never);
      expect(await sent()).toEqual([]);
      expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 2 } });
    },
  );

  it.each([NaN, -1, -0.1, '0.5', null, {}, Symbol('x')])('refuses %o for a rate, without a draw', async (rate) => {
    const random = (): number => expect.unreachable('nothing to draw');
    const { stats, sent } = memoryClient({ random });
    stats.incr('m', 1, undefined, { rate: rate as never });
    expect(await sent()).toEqual([]);
    expect(stats.report()).toMatchObject({ recorded: 0, sampledOut: 0, dropped: { invalid: 1 } });
  });

  it.each([
    ['héllo.wörld', 'ключ', '日本', '🎉', 'héllo.wörld:1|c|#ключ:日本\nнабор:🎉|s'],
    ['\ud83d', '\ude00', '\ud83dx', 'x\ude00', '�:1|c|#�:�x\nнабор:x�|s'],
  ])('writes %s in UTF-8', async (name, key, value, member, lines) => {
    const record = (stats: Stats): void => {
      stats.incr(name, 1, { [key]: value });
      stats.set('набор', member);
    };
    expect(await written('statsd', record)).toBe(lines);
  });

  it('counts every length in bytes', async () => {
    const record = (stats: Stats): void => {
      stats.incr('éé');
      stats.incr('öö');
    };
    expect(await packetsOf({ maxPacketBytes: 17 }, record)).toEqual(['éé:1|c\nöö:1|c']);
    expect(await packetsOf({ maxPacketBytes: 16 }, record)).toEqual(['éé:1|c', 'öö:1|c']);
    expect(await packetsOf({ maxPacketBytes: 7 }, record)).toEqual([]);
  });
});
