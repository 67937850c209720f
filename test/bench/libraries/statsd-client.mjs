import StatsdClient from 'statsd-client';
import { DURATIONS, HUNDRED, MASK, NAMES, TEN_THOUSAND } from './workload.mjs';

/** Buffers by itself; packets of our default size instead of its 1200 bytes. */
export function client({ port }) {
  return new StatsdClient({ host: '127.0.0.1', port, maxBufferSize: 1_432 });
}

export const cases = {
  counter: (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.increment('orders.placed');
    }
  },
  'counter, 3 constant tags': (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.increment('orders.placed', 1, { channel: 'web', kind: 'new', region: 'eu' });
    }
  },
  'counter, 3 tags, 100 series': (stats) => changingTags(stats, HUNDRED),
  'counter, 3 tags, 10,000 series': (stats) => changingTags(stats, TEN_THOUSAND),
  timing: (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.timing('orders.time', DURATIONS[i & MASK]);
    }
  },
  'timing, 3 tags, 100 series': (stats) => {
    const { channel, kind, region } = HUNDRED;
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const at = i & MASK;
        stats.timing('orders.time', DURATIONS[at], { channel: channel[at], kind: kind[at], region: region[at] });
      }
    };
  },
  gauge: (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.gauge('orders.open', i);
    }
  },
  '1000 names in turn': (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.increment(NAMES[i % 1_000]);
    }
  },
  // It has a prefix, but no tags of its own.
  'a scope with a tag for every call': (stats) => {
    const { channel } = HUNDRED;
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        stats.getChildClient('shop').increment('orders.placed', 1, { channel: channel[i & MASK] });
      }
    };
  },
};

function changingTags(stats, { channel, kind, region }) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      const at = i & MASK;
      stats.increment('orders.placed', 1, { channel: channel[at], kind: kind[at], region: region[at] });
    }
  };
}

export function sending({ protocol, port }) {
  const stats = new StatsdClient({ host: '127.0.0.1', port, tcp: protocol === 'tcp', maxBufferSize: 1_432 });
  return {
    count: (name, tags) => stats.increment(name, 1, tags),
    time: (name, ms, tags) => stats.timing(name, ms, tags),
    // It tells nobody when it is done: this is longer than it waits itself.
    close: () =>
      new Promise((resolve) => {
        stats.close();
        setTimeout(resolve, 200);
      }),
  };
}
