import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricStoreOptions } from '../../../lib/collector/metric-store';
import { MetricStore } from '../../../lib/collector/metric-store';
import { parsePacket } from '../../../lib/collector/parse-packet';

/** A store whose time is moved by hand; it starts at 1,000,000 s since the epoch. */
class Bench {
  now = 500;
  readonly store: MetricStore;

  constructor(options: MetricStoreOptions = {}) {
    this.store = new MetricStore({
      clock: { monotonic: () => this.now, wall: () => 1_000_000_000 + this.now },
      ...options,
    });
  }

  receive(...lines: string[]): void {
    const bytes = Buffer.from(lines.join('\n'));
    this.store.receive(parsePacket(bytes), bytes.length);
  }

  names(): string[] {
    return this.store.series().map(({ name }) => name);
  }
}

describe('a counter', () => {
  it('adds up, each line scaled by its rate', () => {
    const bench = new Bench();
    bench.receive('hits:1|c', 'hits:2|c|@0.5', 'hits:3:4|c|#a:b');
    expect(bench.store.series('hits')).toEqual([
      {
        name: 'hits',
        kind: 'counter',
        tags: [],
        count: 5,
        perSecond: 5,
        lastSeenMs: 1_000_000_500,
        revision: 2,
        id: 1,
      },
      {
        name: 'hits',
        kind: 'counter',
        tags: [['a', 'b']],
        count: 7,
        perSecond: 7,
        lastSeenMs: 1_000_000_500,
        revision: 3,
        id: 2,
      },
    ]);
  });

  it('has a rate over the time since the start, then over the last ten seconds', () => {
    const bench = new Bench();
    const rate = (): number | undefined => bench.store.series('hits')[0]?.perSecond;
    bench.receive('hits:40|c');
    bench.now = 4_500;
    expect(rate()).toBe(10);
    bench.receive('hits:20|c');
    bench.now = 10_000;
    expect(rate()).toBe((20 * 1000) / 9_000);
    bench.now = 13_999;
    expect(rate()).toBe((20 * 1000) / 9_999);
    bench.now = 14_000;
    expect(rate()).toBe(0);
    expect(bench.store.series('hits')[0]?.count).toBe(60);
  });
});

describe('a gauge', () => {
  it('is set by a value and moved by a delta', () => {
    const bench = new Bench();
    const last = (): number | undefined => bench.store.series('stock')[0]?.last;
    bench.receive('stock:10|g');
    expect(last()).toBe(10);
    bench.receive('stock:+5|g', 'stock:-7|g');
    expect(last()).toBe(8);
    bench.receive('stock:0|g', 'stock:-5|g');
    expect(last()).toBe(-5);
    bench.receive('stock:3:4|g');
    expect(last()).toBe(4);
    expect(bench.store.series('stock')[0]?.count).toBe(7);
  });

  it('that was never set is moved from 0', () => {
    const bench = new Bench();
    bench.receive('stock:-2|g');
    expect(bench.store.series('stock')).toMatchObject([{ last: -2, count: 1 }]);
  });
});

describe('a set', () => {
  it('keeps the distinct members', () => {
    const bench = new Bench();
    bench.receive('users:7|s', 'users:9|s', 'users:7|s');
    expect(bench.store.series('users')).toMatchObject([{ kind: 'set', members: ['7', '9'], count: 3 }]);
    expect(bench.store.series('users')[0]).not.toHaveProperty('membersLost');
  });

  it('of too many members says that it lost some', () => {
    const bench = new Bench();
    bench.receive(...Array.from({ length: 1_005 }, (_, index) => `users:${index}|s`));
    const [users] = bench.store.series('users');
    expect(users?.members?.length).toBe(1_000);
    expect(users?.membersLost).toBe(true);
    expect(users?.count).toBe(1_005);
  });
});

describe('a timer', () => {
  it('has nearest-rank percentiles', () => {
    const bench = new Bench();
    bench.receive(...Array.from({ length: 100 }, (_, index) => `db:${100 - index}|ms`));
    expect(bench.store.series('db')).toMatchObject([
      { count: 100, last: 1, window: { samples: 100, min: 1, p50: 50, p95: 95, p99: 99, max: 100 } },
    ]);
  });

  it('counts what its rate left out', () => {
    const bench = new Bench();
    bench.receive('db:1:2:3|ms|@0.1');
    expect(bench.store.series('db')).toMatchObject([{ count: 30, window: { samples: 3, p50: 2, p99: 3 } }]);
  });

  it('forgets values after the window', () => {
    const bench = new Bench();
    bench.receive('db:100|ms');
    bench.now += 30_000;
    bench.receive('db:1|ms');
    expect(bench.store.series('db')[0]?.window).toMatchObject({ samples: 2, max: 100 });
    bench.now += 30_000;
    expect(bench.store.series('db')[0]?.window).toMatchObject({ samples: 1, max: 1 });
    bench.now += 30_000;
    const [db] = bench.store.series('db');
    expect(db).not.toHaveProperty('window');
    expect(db).toMatchObject({ count: 2, last: 1 });
  });

  it('keeps only the latest values of many', () => {
    const bench = new Bench({ maxSamples: 10 });
    bench.receive(...Array.from({ length: 25 }, (_, index) => `db:${index}|h`));
    expect(bench.store.series('db')).toMatchObject([
      { kind: 'histogram', count: 25, window: { samples: 10, min: 15, max: 24 } },
    ]);
  });
});

describe('series', () => {
  it('are told apart by kind, name and tags, whatever the order of the tags', () => {
    const bench = new Bench();
    bench.receive('m:1|c|#b:2,a:1', 'm:1|c|#a:1,b:2', 'm:1|c|#a:1', 'm:1|ms|#a:1,b:2', 'a:1|g');
    expect(bench.store.snapshot().series.map(({ name, kind, tags, count }) => [name, kind, tags, count])).toEqual([
      ['a', 'gauge', [], 1],
      ['m', 'counter', [['a', '1']], 1],
      [
        'm',
        'counter',
        [
          ['a', '1'],
          ['b', '2'],
        ],
        2,
      ],
      [
        'm',
        'timer',
        [
          ['a', '1'],
          ['b', '2'],
        ],
        1,
      ],
    ]);
  });

  it('are found by name and by some of their tags', () => {
    const bench = new Bench();
    bench.receive('m:1|c|#a:1,b:1', 'm:2|c|#a:1,b:2', 'm:3|c|#a:2', 'n:4|c|#a:1');
    const counts = (...query: Parameters<MetricStore['series']>): number[] =>
      bench.store.series(...query).map(({ count }) => count);
    expect(counts('m', { a: '1' })).toEqual([1, 2]);
    expect(counts('m', { b: '2', a: '1' })).toEqual([2]);
    expect(counts(undefined, { a: '1' })).toEqual([1, 2, 4]);
    expect(counts('x')).toEqual([]);
  });

  it('that were silent for the longest go when there are too many', () => {
    const bench = new Bench({ maxSeries: 3 });
    bench.receive('a:1|c', 'b:1|c', 'c:1|c', 'a:1|c', 'd:1|c');
    expect(bench.names()).toEqual(['a', 'c', 'd']);
    expect(bench.store.totals).toMatchObject({ evictedSeries: 1, parsed: 5 });
  });

  it('that go give back their room for members', () => {
    const bench = new Bench({ maxSeries: 1 });
    const member = 'x'.repeat(60_000);
    for (let index = 0; index < 200; index++) {
      bench.receive(`users${index}:${member}|s`);
    }
    expect(bench.store.series()).toMatchObject([{ name: 'users199', members: [member] }]);
  });

  it('of overlong names are refused', () => {
    const bench = new Bench();
    bench.receive(`${'n'.repeat(5_000)}:1|c`);
    expect(bench.names()).toEqual([]);
    expect(bench.store.snapshot().refused).toEqual([
      { line: `${'n'.repeat(300)}…`, reason: 'a name and tags of more than 4096 characters', atMs: 1_000_000_500 },
    ]);
  });
});

describe('a snapshot', () => {
  it('counts packets, bytes and lines, and shows what was refused', () => {
    const bench = new Bench();
    bench.receive('a:1|c', 'b:x|c');
    bench.now = 1_500;
    bench.receive('c');
    bench.receive('_e{2,0}:up|', '_sc|db|1');
    expect(bench.store.snapshot()).toEqual({
      atMs: 1_000_001_500,
      uptimeMs: 1_000,
      revision: 1,
      totals: { packets: 3, bytes: 32, lines: 5, parsed: 3, refused: 2, evictedSeries: 0 },
      linesPerSecond: 5,
      series: [
        { name: 'a', kind: 'counter', tags: [], count: 1, perSecond: 1, lastSeenMs: 1_000_000_500, revision: 1, id: 1 },
      ],
      refused: [
        { line: 'b:x|c', reason: 'not a number: "x"', atMs: 1_000_000_500 },
        { line: 'c', reason: 'no ":" between a name and a value', atMs: 1_000_001_500 },
      ],
      events: [{ type: 'event', title: 'up', text: '', tags: [], number: 1, atMs: 1_000_001_500 }],
      serviceChecks: [
        { type: 'serviceCheck', name: 'db', status: 'warning', tags: [], number: 2, atMs: 1_000_001_500 },
      ],
    });
  });

  it('shows the latest refused lines only', () => {
    const bench = new Bench();
    bench.receive(...Array.from({ length: 60 }, (_, index) => `bad${index}`));
    const { refused, totals } = bench.store.snapshot();
    expect(refused.map(({ line }) => line)).toEqual(Array.from({ length: 50 }, (_, index) => `bad${index + 10}`));
    expect(totals.refused).toBe(60);
  });
});

it('stays within its bounds whatever comes', () => {
  const line = fc.tuple(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
    fc.constantFrom('1|c', '2|c|@0.5', '+1|g', '5|g', '3|ms', '1:2:3|h', 'x|s', 'y|s|#a:b', 'NaN|g', '|', ''),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(line, fc.nat(5_000)), { maxLength: 200 }), (steps) => {
      const bench = new Bench({ maxSeries: 20, maxSamples: 4, windowMs: 10_000 });
      for (const [[name, value], passed] of steps) {
        bench.now += passed;
        bench.receive(`${name}:${value}`);
      }
      const { series, totals, refused } = bench.store.snapshot();
      expect(series.length).toBeLessThanOrEqual(20);
      expect(refused.length).toBeLessThanOrEqual(50);
      expect(series.every(({ window }) => (window?.samples ?? 1) <= 4)).toBe(true);
      expect(totals.lines).toBe(totals.parsed + totals.refused);
      expect(totals.packets).toBe(steps.length);
    }),
  );
});
