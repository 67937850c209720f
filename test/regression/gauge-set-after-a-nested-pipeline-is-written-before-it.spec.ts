import { expect, it } from 'vitest';
import type { Stats } from '../../lib/client/stats';
import type { StatsClientOptions } from '../../lib/client/stats-client-options';
import { memoryClient } from '../support/memory-client';

function written(options: StatsClientOptions, record: (pipe: Stats) => void): string[] {
  const { stats, transport } = memoryClient(options);
  stats.pipeline(record);
  return transport.packets.map((packet) => Buffer.from(packet).toString());
}

it('writes a gauge that is set again after a nested pipeline behind it', () => {
  const record = (pipe: Stats): void => {
    pipe.gauge('g', 1);
    pipe.incr('c');
    pipe.pipeline((nested) => nested.gauge('g', 5));
    pipe.gauge('g', 2);
    pipe.incr('c');
  };
  expect(written({}, record)).toEqual(['g:1|g\nc:2|c\ng:5|g\ng:2|g']);
});

it.each([
  [{ dialect: 'statsd' as const }, 'g:1|g\ng:5|g\ng:+1|g'],
  [{ dialect: 'datadog' as const }, 'g:1|g\ng:5|g\ng:6|g'],
])('adds to where the nested pipeline has put the gauge, with %o', (options, packet) => {
  const record = (pipe: Stats): void => {
    pipe.gauge('g', 1);
    pipe.pipeline((nested) => nested.gauge('g', 5));
    pipe.gaugeDelta('g', 1);
  };
  expect(written(options, record)).toEqual([packet]);
});

it('leaves what a nested pipeline has nothing of where it was', () => {
  const record = (pipe: Stats): void => {
    pipe.gauge('g', 1);
    pipe.timing('t', 3);
    pipe.pipeline((nested) => nested.incr('c'));
  };
  expect(written({}, record)).toEqual(['g:1|g\nt:3|ms\nc:1|c']);
});
