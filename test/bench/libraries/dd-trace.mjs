import { createRequire } from 'node:module';
import { DURATIONS, HUNDRED, MASK, NAMES, TEN_THOUSAND } from './workload.mjs';

const require = createRequire(import.meta.url);

/**
 * What `tracer.dogstatsd` is, made without the tracer around it, which would instrument this process. It folds counts and
 * gauges; of a histogram it keeps a sketch and sends min, max, sum, count and two quantiles.
 */
export function client({ port }) {
  return metrics(port);
}

export const flushing = {
  udp: ({ port }) => {
    const stats = metrics(port);
    return {
      count: (name, tags) => stats.increment(name, 1, tags),
      flush: () => new Promise((resolve) => stats.flush(resolve)),
    };
  },
};

function metrics(port) {
  globalThis[Symbol.for('dd-trace')] ??= { beforeExitHandlers: new Set() };
  const { CustomMetrics } = require('dd-trace/packages/dd-trace/src/dogstatsd.js');
  return new CustomMetrics({ dogstatsd: { hostname: '127.0.0.1', port }, tags: {} });
}

// As its own callers prepare them: tags that are an array are taken as they are.
const TAGS = ['channel:web', 'kind:new', 'region:eu'];

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
      stats.histogram('orders.time', DURATIONS[i & MASK]);
    }
  },
  'timing, 3 tags, 100 series': (stats) => {
    const { channel, kind, region } = HUNDRED;
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const at = i & MASK;
        stats.histogram('orders.time', DURATIONS[at], { channel: channel[at], kind: kind[at], region: region[at] });
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
  'pre-made counter, 3 tags': (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.increment('orders.placed', 1, TAGS);
    }
  },
  'pre-made timer, 3 tags': (stats) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      stats.histogram('orders.time', DURATIONS[i & MASK], TAGS);
    }
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
