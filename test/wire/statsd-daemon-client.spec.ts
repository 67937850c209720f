import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StatsClient } from '../../lib';
import { StatsdDaemon } from '../support/statsd-daemon';

describe.each(['udp', 'tcp', 'unix'] as const)('the statsd daemon over %s', (scheme) => {
  let daemon: StatsdDaemon;
  let stats: StatsClient;

  beforeAll(async () => {
    daemon = await StatsdDaemon.start();
    stats = new StatsClient({ transport: daemon.urls[scheme], prefix: 'shop', random: () => 0 });

    for (let i = 0; i < 1_000; i += 1) {
      stats.incr('orders.placed', 2);
    }
    stats.incr('tagged', 1, { channel: 'web', kind: 'new' });
    stats.incr('tagged', 1, { kind: 'new', channel: 'web' });
    stats.incr('sampled', 1, undefined, { rate: 0.25 });
    stats.decr('down', 3);
    stats.incr('hos|tile:na\nme@#', 1, { 'k,e:y': 'v,a;l|ue' });
    stats.gauge('above', 4.5);
    stats.gauge('below', -7.25);
    stats.gauge('moved', 10);
    stats.gaugeDelta('moved', -4);
    stats.timing('pay', 12.5);
    stats.timing('pay', 0.000001);
    stats.timing('pay', { seconds: 1.5 });
    stats.histogram('size', 2_048);
    stats.distribution('weight', 0.5);
    stats.set('users', 'anna');
    stats.set('users', 'anna');
    stats.set('users', 7);
    const result = await stats.flush();
    await daemon.waitForLines(result.lines);

    // A delta of a later flush moves what the server holds.
    stats.gaugeDelta('above', -2);
    stats.gauge('below', -1);
    await daemon.waitForLines(result.lines + (await stats.close()).lines);
  });

  afterAll(async () => {
    await stats.close();
    await daemon.stop();
  });

  it('takes every line', async () => {
    expect(await daemon.stats()).toMatchObject({ 'messages.bad_lines_seen': 0 });
    expect(stats.report()).toMatchObject({
      recorded: 1_019,
      dropped: { invalid: 0, closed: 0, seriesLimit: 0, unsupported: 0, queueFull: 0, oversize: 0, transport: 0 },
    });
  });

  it('shows the sums', async () => {
    expect(await daemon.counters()).toEqual({
      'shop.orders.placed': 2_000,
      'shop.tagged;channel=web;kind=new': 2,
      'shop.sampled': 4,
      'shop.down': -3,
      'shop.hos_tile_na_me__;k_e_y=v_a_l_ue': 1,
    });
  });

  it('shows the gauges, negative ones too', async () => {
    expect(await daemon.gauges()).toEqual({ 'shop.above': 2.5, 'shop.below': -1, 'shop.moved': 6 });
  });

  it('shows the durations, and the values of histograms as durations', async () => {
    expect(await daemon.timers()).toEqual({
      'shop.pay': [12.5, 0.000001, 1_500],
      'shop.size': [2_048],
      'shop.weight': [0.5],
    });
  });

  it('shows the distinct members', async () => {
    expect(await daemon.sets()).toEqual({ 'shop.users': ['7', 'anna'] });
  });
});
