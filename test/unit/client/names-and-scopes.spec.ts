import { describe, expect, it } from 'vitest';
import { memoryClient } from '../../support/memory-client';

describe('names', () => {
  it.each([
    ['', 'x', 'x'],
    ['app', 'x', 'app.x'],
    ['app.', 'x', 'app.x'],
    ['app..', 'x', 'app..x'],
    ['.', 'x', 'x'],
    ['a.b', 'x.y', 'a.b.x.y'],
    ['app', '.x.', 'app..x.'],
    ['App', 'X', 'App.X'],
  ])('joins the prefix %o and the name %o to %s', async (prefix, name, full) => {
    const { stats, sent } = memoryClient({ prefix });
    stats.incr(name);
    expect(await sent()).toEqual([`${full}:1|c`]);
  });

  it.each([
    ['', '', 'x'],
    ['shop', '', 'shop.x'],
    ['', 'cart', 'cart.x'],
    ['shop', 'cart', 'shop.cart.x'],
    ['shop.', 'cart.', 'shop.cart.x'],
  ])('joins the scopes %o and %o to %s', async (outer, inner, full) => {
    const { stats, sent } = memoryClient();
    stats.scope(outer).scope(inner).incr('x');
    expect(await sent()).toEqual([`${full}:1|c`]);
  });

  it('puts the prefix of the client first, then the scopes from the outside in', async () => {
    const { stats, sent } = memoryClient({ prefix: 'app' });
    stats.scope('http').scope('server').timing('duration', 1);
    expect(await sent()).toEqual(['app.http.server.duration:1|ms']);
  });

  it('replaces what the dialect reserves, white space, line breaks and control characters', async () => {
    const { stats, sent } = memoryClient({ prefix: 'a|p' });
    stats.scope('s:c').incr('x@#y z\t\n\r\u007f\u0001|1:2|c\nevil:1|c');
    expect(await sent()).toEqual(['a_p.s_c.x__y_z______1_2_c_evil_1_c:1|c']);
  });

  it('writes names in UTF-8', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('größe.日本.😀');
    expect(await sent()).toEqual(['größe.日本.😀:1|c']);
  });

  it('folds series whose cleaned names are one', async () => {
    const { stats, sent } = memoryClient();
    stats.incr('a b');
    stats.incr('a_b');
    stats.incr('a\tb');
    stats.scope('a').incr('x');
    stats.incr('a.x');
    expect(await sent()).toEqual(['a_b:3|c', 'a.x:2|c']);
  });

  it.each([[''], [undefined], [null], [5], [{}], [['x']], [Symbol('x')], [() => 'x']])(
    'refuses %o as a name',
    async (name) => {
      const { stats, sent, errors } = memoryClient();
      stats.incr(name as string);
      stats.scope('scope').timing(name as string, 1);
      expect(await sent()).toEqual([]);
      expect(stats.report()).toMatchObject({ recorded: 0, series: 0, dropped: { invalid: 2 } });
      expect(errors.map(({ code }) => code)).toEqual(['STATS_INVALID_CALL']);
    },
  );
});

describe('scopes', () => {
  it('tell their prefix and tags', () => {
    const { stats } = memoryClient({ prefix: 'app.', tags: { env: 'prod', zone: 'a' } });
    const scope = stats.scope('http.', { zone: null, route: '/' }).withTags({ n: 1, gone: undefined });
    expect(stats).toMatchObject({ prefix: 'app', tags: { env: 'prod', zone: 'a' } });
    expect(scope.prefix).toBe('app.http');
    expect(scope.tags).toEqual({ env: 'prod', route: '/', n: 1 });
  });

  it('hand out tags that nobody can change', () => {
    const { stats } = memoryClient({ tags: { env: 'prod' } });
    expect(Object.isFrozen(stats.tags)).toBe(true);
    expect(Object.isFrozen(stats.withTags({ a: 1 }).tags)).toBe(true);
  });

  it('are found again by name and tags while they are in use', async () => {
    const { stats } = memoryClient();
    const scope = stats.scope('http', { route: '/' });
    scope.incr('x');
    expect(stats.scope('http', { route: '/' })).toBe(scope);
    expect(stats.scope('http', { route: '/other' })).not.toBe(scope);
    expect(stats.scope('http')).not.toBe(scope);
  });

  it('take a prefix that is no string for none', async () => {
    const { stats, sent } = memoryClient();
    stats.scope(null as unknown as string, { a: 1 }).incr('x');
    expect(await sent()).toEqual(['x:1|c|#a:1']);
  });

  it('send through the same client, transport and report', async () => {
    const { stats, sent } = memoryClient();
    stats.scope('a').scope('b').incr('x', 2);
    stats.scope('a.b').incr('x', 3);
    expect(await sent()).toEqual(['a.b.x:5|c']);
    expect(stats.report().recorded).toBe(2);
  });
});
