import { createRequire } from 'node:module';
import { DURATIONS, HUNDRED, MASK, NAMES, NAME_MASK, TEN_THOUSAND } from './workload.mjs';

const require = createRequire(import.meta.url);

/** Defaults but for the dialect, and room for 10,000 series and more. */
export function open({ port, dist }) {
  const { StatsClient } = require(`${dist}/index.js`);
  const stats = new StatsClient({ transport: `udp://127.0.0.1:${port}`, dialect: 'datadog', maxSeries: 20_000 });
  return {
    counter: (n) => {
      for (let i = 0; i < n; i += 1) {
        stats.incr('orders.placed');
      }
    },
    'counter, constant tags': (n) => {
      for (let i = 0; i < n; i += 1) {
        stats.incr('orders.placed', 1, { channel: 'web', kind: 'new', region: 'eu' });
      }
    },
    'counter, 100 series': changing(stats, HUNDRED),
    'counter, 10,000 series': changing(stats, TEN_THOUSAND),
    timing: (n) => {
      for (let i = 0; i < n; i += 1) {
        stats.timing('orders.time', DURATIONS[i & NAME_MASK]);
      }
    },
    'timing, 100 series': (n) => {
      const { channel, kind, region } = HUNDRED;
      for (let i = 0; i < n; i += 1) {
        const at = i & MASK;
        const tags = { channel: channel[at], kind: kind[at], region: region[at] };
        stats.timing('orders.time', DURATIONS[i & NAME_MASK], tags);
      }
    },
    gauge: (n) => {
      for (let i = 0; i < n; i += 1) {
        stats.gauge('orders.open', i);
      }
    },
    '1000 names': (n) => {
      for (let i = 0; i < n; i += 1) {
        stats.incr(NAMES[i & NAME_MASK]);
      }
    },
    'bound counter': boundCounter(stats, undefined),
    'bound counter, tags': boundCounter(stats, { channel: 'web', kind: 'new', region: 'eu' }),
    'bound timer': boundTimer(stats, undefined),
    'bound timer, tags': boundTimer(stats, { channel: 'web', kind: 'new', region: 'eu' }),
    '1000 bound counters': (n) => {
      const counters = NAMES.map((name) => stats.meters.counter(name));
      for (let i = 0; i < n; i += 1) {
        counters[i & NAME_MASK].incr();
      }
    },
  };
}

function changing(stats, { channel, kind, region }) {
  return (n) => {
    for (let i = 0; i < n; i += 1) {
      const at = i & MASK;
      stats.incr('orders.placed', 1, { channel: channel[at], kind: kind[at], region: region[at] });
    }
  };
}

function boundCounter(stats, tags) {
  const counter = stats.meters.counter('orders.placed', tags);
  return (n) => {
    for (let i = 0; i < n; i += 1) {
      counter.incr();
    }
  };
}

function boundTimer(stats, tags) {
  const timer = stats.meters.timer('orders.time', tags);
  return (n) => {
    for (let i = 0; i < n; i += 1) {
      timer.record(DURATIONS[i & NAME_MASK]);
    }
  };
}
