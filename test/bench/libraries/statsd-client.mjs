import StatsdClient from 'statsd-client';
import { DURATIONS, HUNDRED, MASK, NAMES, TEN_THOUSAND } from './workload.mjs';

/** Buffers by itself; packets of our default size instead of its 1200 bytes. */
export function client({ port }) {
  return new StatsdClient({ host: '127.0.0.1', port, maxBufferSize: 1_432 });
}

export const cases = {
  counter: (stats) => (n) => {
    for (let i = 0; i < n; i += 1) {
      stats.increment('orders.placed');
    }
  },
  'counter, 3 constant tags': (stats) => (n) => {
    for (let i = 0; i < n; i += 1) {
      stats.increment('orders.placed', 1, { channel: 'web', kind: 'new', region: 'eu' });
    }
  },
  'counter, 3 tags, 100 series': (stats) => changingTags(stats, HUNDRED),
  'counter, 3 tags, 10,000 series': (stats) => changingTags(stats, TEN_THOUSAND),
  timing: (stats) => (n) => {
    for (let i = 0; i < n; i += 1) {
      stats.timing('orders.time', DURATIONS[i & MASK]);
    }
  },
  'timing, 3 tags, 100 series': (stats) => {
    const { channel, kind, region } = HUNDRED;
    return (n) => {
      for (let i = 0; i < n; i += 1) {
        const at = i & MASK;
        stats.timing('orders.time', DURATIONS[at], { channel: channel[at], kind: kind[at], region: region[at] });
      }
    };
  },
  gauge: (stats) => (n) => {
    for (let i = 0; i < n; i += 1) {
      stats.gauge('orders.open', i);
    }
  },
  '1000 names in turn': (stats) => (n) => {
    for (let i = 0; i < n; i += 1) {
      stats.increment(NAMES[i % 1_000]);
    }
  },
};

function changingTags(stats, { channel, kind, region }) {
  return (n) => {
    for (let i = 0; i < n; i += 1) {
      const at = i & MASK;
      stats.increment('orders.placed', 1, { channel: channel[at], kind: kind[at], region: region[at] });
    }
  };
}
