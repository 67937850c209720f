import { createRequire } from 'node:module';
import { DURATIONS, FAR, HUNDRED, MASK, NAMES, ROOM, TEN_THOUSAND } from './workload.mjs';

const require = createRequire(import.meta.url);

/** All defaults, but for the dialect (that of the peers) and room for the 10,000 series. */
export function client({ port, dist }) {
  const { StatsClient } = require(`${dist}/index.js`);
  return new StatsClient({ transport: `udp://127.0.0.1:${port}`, dialect: 'datadog', maxSeries: ROOM });
}

const TAGS = { channel: 'web', kind: 'new', region: 'eu' };

export const cases = {
  counter: (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.incr('orders.placed');
    }
  },
  'counter, 3 constant tags': (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.incr('orders.placed', 1, { channel: 'web', kind: 'new', region: 'eu' });
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
      stats.incr(NAMES[i % 1_000]);
    }
  },
  'a scope with a tag for every call': (stats) => {
    const { channel } = HUNDRED;
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        stats.scope('shop', { channel: channel[i & MASK] }).incr('orders.placed');
      }
    };
  },
  'pre-made counter': (stats) => boundCounter(stats.meters.counter('orders.placed')),
  'pre-made counter, 3 tags': (stats) => boundCounter(stats.meters.counter('orders.placed', TAGS)),
  '1000 pre-made counters': (stats) => {
    const counters = NAMES.map((name) => stats.meters.counter(name));
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        counters[i % 1_000].incr();
      }
    };
  },
  'pre-made timer': (stats) => boundTimer(stats.meters.timer('orders.time')),
  'pre-made timer, 3 tags': (stats) => boundTimer(stats.meters.timer('orders.time', TAGS)),
};

function changingTags(stats, { channel, kind, region }) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      const at = i & MASK;
      stats.incr('orders.placed', 1, { channel: channel[at], kind: kind[at], region: region[at] });
    }
  };
}

function boundCounter(counter) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      counter.incr();
    }
  };
}

function boundTimer(timer) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      timer.record(DURATIONS[i & MASK]);
    }
  };
}

/** Clients with as many series as it takes. `nowhere` sends to a transport that does nothing: the cost of our own part. */
export const flushing = {
  udp: ({ port, ...input }) => flushingClient({ transport: `udp://127.0.0.1:${port}` }, input),
  nowhere: (input) => flushingClient({ transport: new Nowhere() }, input),
};

class Nowhere {
  name = 'nowhere';
  maxPacketBytes = 1_432;

  async send() {}

  async close() {}
}

function flushingClient(options, { dist, room, values }) {
  const { StatsClient } = require(`${dist}/index.js`);
  const stats = new StatsClient({
    ...options,
    dialect: 'datadog',
    maxSeries: room,
    maxSamples: Math.max(1, values),
    flushIntervalMs: FAR,
  });
  return {
    count: (name, tags) => stats.incr(name, 1, tags),
    time: (name, ms, tags) => stats.timing(name, ms, tags),
    flush: () => stats.flush({ timeoutMs: 60_000 }),
    close: () => stats.close(),
    report: () => stats.report(),
  };
}

/** Keeps every timing, as the peers do. */
export function sending({ protocol, port, path, dist }) {
  const { StatsClient } = require(`${dist}/index.js`);
  const stats = new StatsClient({
    transport: protocol === 'unix' ? `unix://${path}` : `${protocol}://127.0.0.1:${port}`,
    dialect: 'datadog',
    maxSamples: Infinity,
    queue: { maxBytes: 256 * 1024 * 1024 },
  });
  return {
    count: (name, tags) => stats.incr(name, 1, tags),
    time: (name, ms, tags) => stats.timing(name, ms, tags),
    close: () => stats.close({ timeoutMs: 60_000 }),
  };
}
