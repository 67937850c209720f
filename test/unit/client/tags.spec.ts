import { describe, expect, it } from 'vitest';
import type { Tags, TagValue } from '../../../lib/common/tags';
import { memoryClient } from '../../support/memory-client';

const wrong = (value: unknown): TagValue => value as TagValue;

describe('precedence', () => {
  it('is that of the call over the scope over its parent over the client', async () => {
    const { stats, sent } = memoryClient({ tags: { a: 'client', b: 'client', c: 'client', d: 'client' } });
    const parent = stats.withTags({ b: 'parent', c: 'parent', d: 'parent' });
    parent.withTags({ c: 'scope', d: 'scope' }).incr('x', 1, { d: 'call' });
    expect(await sent()).toEqual(['x:1|c|#a:client,b:parent,c:scope,d:call']);
  });

  it.each([null, undefined])('lets %s take an inherited tag away', async (nothing) => {
    const { stats, sent } = memoryClient({ tags: { a: 1, b: 2, c: 3 } });
    stats.withTags({ a: nothing }).incr('x', 1, { b: nothing, d: nothing });
    expect(await sent()).toEqual(['x:1|c|#c:3']);
  });

  it('writes client tags, scope tags and call tags in this order, a repeated key in its first place', async () => {
    const { stats, sent } = memoryClient({ tags: { client: 1, both: 1 } });
    stats.withTags({ scope: 2, all: 2 }).incr('x', 1, { call: 3, both: 3, all: 3 });
    expect(await sent()).toEqual(['x:1|c|#client:1,both:3,scope:2,all:3,call:3']);
  });
});

describe('values', () => {
  it('are strings, numbers and booleans', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x', 1, { s: 'text', n: 1.5, z: 0, t: true, f: false, nan: NaN });
    expect(await sent()).toEqual(['x:1|c|#s:text,n:1.5,z:0,t:true,f:false,nan:NaN']);
    expect(stats.report().droppedTags).toBe(0);
  });

  it.each([[{}], [[]], [new Date(0)], [() => 1], [Symbol('s')], [1n]])(
    'that are something else (%o) are left out, counted each time and told once',
    async (value) => {
      const { stats, sent, errors } = memoryClient();
      stats.incr('x', 1, { a: 1, bad: wrong(value) });
      stats.incr('x', 1, { a: 1, bad: wrong(value) });
      expect(await sent()).toEqual(['x:2|c|#a:1']);
      expect(stats.report()).toMatchObject({ recorded: 2, droppedTags: 2, dropped: { invalid: 0 } });
      expect(errors).toHaveLength(1);
    },
  );

  it('cannot break a line or inject another', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x', 1, { 'k:1,\n#|': 'v,1|c\nevil:1|c' });
    expect(await sent()).toEqual(['x:1|c|#k_1____:v_1_c_evil:1_c']);
  });

  it('are one series where they read the same', async () => {
    const { stats, sent } = memoryClient();
    for (const a of [1, '1']) {
      stats.incr('number', 1, { a });
    }
    for (const a of [true, 'true']) {
      stats.incr('boolean', 1, { a });
    }
    for (let i = 0; i < 3; i += 1) {
      stats.incr('nan', 1, { a: NaN });
    }
    expect(await sent()).toEqual(['number:2|c|#a:1', 'boolean:2|c|#a:true', 'nan:3|c|#a:NaN']);
  });
});

describe('one series', () => {
  it('is found whatever the order of its tags, and written in the order of the call that made it', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x', 1, { a: 1, b: 2, c: 3 });
    stats.incr('x', 1, { c: 3, a: 1, b: 2 });
    stats.incr('x', 1, { b: 2, c: 3, a: 1 });
    expect(await sent()).toEqual(['x:3|c|#a:1,b:2,c:3']);
    expect(stats.report().series).toBe(1);
  });

  it('is found whether a tag comes from the scope or from the call', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x', 1, { a: 1 });
    stats.withTags({ a: 1 }).incr('x');
    stats.withTags({ a: 2 }).incr('x', 1, { a: 1 });
    expect(await sent()).toEqual(['x:3|c|#a:1']);
  });

  it('is not that of other tags, other values or another kind', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('x');
    stats.incr('x', 1, { a: 1 });
    stats.incr('x', 1, { a: 2 });
    stats.incr('x', 1, { b: 1 });
    stats.incr('x', 1, { a: 1, b: 1 });
    stats.gauge('x', 1);
    stats.timing('x', 1);
    stats.histogram('x', 1);
    stats.set('x', 1);
    expect(await sent()).toEqual([
      'x:1|c',
      'x:1|c|#a:1',
      'x:1|c|#a:2',
      'x:1|c|#b:1',
      'x:1|c|#a:1,b:1',
      'x:1|g',
      'x:1|ms',
      'x:1|ms',
      'x:1|s',
    ]);
  });
});

describe("the caller's objects", () => {
  it('are not changed', async () => {
    const tags = Object.freeze({ a: 1, b: null });
    const { stats, sent } = memoryClient({ tags });
    stats.scope('s', tags).incr('x', 1, tags, Object.freeze({ rate: 1 }));
    stats.timer('t', tags).start().stop({ tags });
    expect((await sent()).map((line) => line.split(':')[0])).toEqual(['s.x', 't']);
  });

  it('may change later without any effect', async () => {
    const tags = { a: 'then' };
    const { stats, sent } = memoryClient({ tags });
    const scope = stats.scope('scope', tags);
    const meter = stats.meters.counter('meter', tags);
    const timer = stats.meters.timer('timer', tags).start().stop({ send: false, tags });
    const observation = stats.observe('gauge', () => 1, tags);
    const pipe = stats.pipeline();
    pipe.incr('pipe', 1, tags);
    stats.incr('call', 1, tags);
    tags.a = 'now';
    stats.incr('client');
    scope.incr('x');
    meter.incr();
    timer.send();
    pipe.send();
    const lines = await sent();
    expect(lines.map((line) => line.replace(/:.*\|#/, ' '))).toEqual([
      'pipe a:then',
      'call a:then',
      'client a:then',
      'scope.x a:then',
      'meter a:then',
      'timer a:then',
      'gauge a:then',
    ]);
    observation.stop();
  });

  it('are found by their values, not by who they are', async () => {
    const { stats, sent } = memoryClient();
    const tags = { a: 1 };
    stats.incr('x', 1, tags);
    tags.a = 2;
    stats.incr('x', 1, tags);
    expect(await sent()).toEqual(['x:1|c|#a:1', 'x:1|c|#a:2']);
  });

  it('count with the tags that they inherit', async () => {
    const { stats, sent } = memoryClient();
    const tags = Object.assign(Object.create({ base: 1 }) as object, { own: 2 }) as Tags;
    for (let i = 0; i < 3; i += 1) {
      stats.incr('x', 1, tags);
      stats.withTags(tags).incr('y');
    }
    expect(await sent()).toEqual(['x:3|c|#own:2,base:1', 'y:3|c|#own:2,base:1']);
  });

  it('may have a tag called __proto__', async () => {
    const { stats, sent } = memoryClient();
    const tags = JSON.parse('{"__proto__":"x","constructor":"y"}') as Tags;
    stats.incr('a', 1, tags);
    stats.incr('a', 1, tags);
    expect(await sent()).toEqual(['a:2|c|#__proto__:x,constructor:y']);
  });
});

it('leaves all tags out where the dialect is told to', async () => {
  const { stats, sent } = memoryClient({ dialect: { name: 'statsd', tags: false }, tags: { env: 'prod' } });
  stats.incr('x', 1, { a: 1 });
  stats.incr('x', 1, { a: 2 });
  expect(await sent()).toEqual(['x:2|c']);
});
