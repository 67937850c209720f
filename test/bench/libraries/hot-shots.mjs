import StatsD from 'hot-shots';
import { DURATIONS, FAR, HUNDRED, MASK, NAMES, ROOM, TEN_THOUSAND } from './workload.mjs';

/** Folds counts and gauges and buffers the rest: its fastest mode. Room for the 10,000 series, or it would stop folding. */
export function aggregated({ port }) {
  return new StatsD({ ...options(port), aggregation: { maxContexts: ROOM } });
}

/** Lines gathered into packets of our default size. Without that every call is a packet, and slower by far. */
export function buffered({ port }) {
  return new StatsD(options(port));
}

function options(port) {
  return { host: '127.0.0.1', port, maxBufferSize: 1_432, datadog: false, errorHandler: () => {} };
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
  timing: (stats) => timing(stats),
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
  'a scope with a tag for every call': (stats) => {
    const { channel } = HUNDRED;
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        stats.childClient({ prefix: 'shop.', globalTags: { channel: channel[i & MASK] } }).increment('orders.placed');
      }
    };
  },
  // The nearest it has: a child whose tags were made before.
  'pre-made counter, 3 tags': (stats) => {
    const child = withTags(stats);
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        child.increment('orders.placed');
      }
    };
  },
  'pre-made timer, 3 tags': (stats) => timing(withTags(stats)),
};

function withTags(stats) {
  return stats.childClient({ globalTags: { channel: 'web', kind: 'new', region: 'eu' } });
}

function timing(stats) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.timing('orders.time', DURATIONS[i & MASK]);
    }
  };
}

function changingTags(stats, { channel, kind, region }) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      const at = i & MASK;
      stats.increment('orders.placed', 1, { channel: channel[at], kind: kind[at], region: region[at] });
    }
  };
}

/** A client with as many series as it takes; counts only, because it folds nothing else. */
export const flushing = {
  udp: ({ port, room }) => {
    const stats = new StatsD({ ...options(port), aggregation: { maxContexts: room, flushInterval: FAR } });
    return {
      count: (name, tags) => stats.increment(name, 1, tags),
      flush: () => new Promise((resolve) => stats.flush(resolve)),
    };
  },
};

/** Folds the counts; the timings it never folds. */
export function sending({ protocol, port }) {
  const stats = new StatsD({ ...options(port), protocol, aggregation: { maxContexts: ROOM } });
  return {
    count: (name, tags) => stats.increment(name, 1, tags),
    time: (name, ms, tags) => stats.timing(name, ms, tags),
    close: () => new Promise((resolve) => stats.close(resolve)),
  };
}
