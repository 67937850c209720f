import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DURATIONS, HUNDRED, MASK, NAMES, TAG_KEYS, TEN_THOUSAND } from './workload.mjs';

/** It sends nothing: it is asked. Every metric is an object that is made before, so that its rows without tags are pre-made. */
export function client() {
  const registers = [new Registry()];
  return {
    counter: (name, labelNames = []) => new Counter({ name, help: name, labelNames, registers }),
    gauge: (name) => new Gauge({ name, help: name, registers }),
    // The default buckets are seconds: these are as many, in milliseconds.
    histogram: (name, labelNames = []) => new Histogram({ name, help: name, labelNames, registers, buckets: BUCKETS }),
  };
}

/** What stands for its flush is the text of a scrape. */
export const flushing = {
  udp: () => {
    const registers = [new Registry()];
    const counter = new Counter({ name: 'orders_placed', help: 'orders', labelNames: TAG_KEYS, registers });
    return {
      count: (_name, tags) => counter.inc(tags, 1),
      flush: () => registers[0].metrics(),
    };
  },
};

const BUCKETS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

export const cases = {
  counter: (make) => plainCounter(make),
  'counter, 3 constant tags': (make) => {
    const counter = make.counter('orders_placed', TAG_KEYS);
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        counter.inc({ channel: 'web', kind: 'new', region: 'eu' }, 1);
      }
    };
  },
  'counter, 3 tags, 100 series': (make) => changingTags(make.counter('orders_placed', TAG_KEYS), HUNDRED),
  'counter, 3 tags, 10,000 series': (make) => changingTags(make.counter('orders_placed', TAG_KEYS), TEN_THOUSAND),
  timing: (make) => plainTimer(make),
  'timing, 3 tags, 100 series': (make) => {
    const histogram = make.histogram('orders_time', TAG_KEYS);
    const { channel, kind, region } = HUNDRED;
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const at = i & MASK;
        histogram.observe({ channel: channel[at], kind: kind[at], region: region[at] }, DURATIONS[at]);
      }
    };
  },
  gauge: (make) => {
    const gauge = make.gauge('orders_open');
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        gauge.set(i);
      }
    };
  },
  '1000 names in turn': (make) => thousand(make),
  'pre-made counter': (make) => plainCounter(make),
  'pre-made counter, 3 tags': (make) => {
    const counter = make.counter('orders_placed', TAG_KEYS).labels('web', 'new', 'eu');
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        counter.inc();
      }
    };
  },
  '1000 pre-made counters': (make) => thousand(make),
  'pre-made timer': (make) => plainTimer(make),
  'pre-made timer, 3 tags': (make) => {
    const histogram = make.histogram('orders_time', TAG_KEYS).labels('web', 'new', 'eu');
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        histogram.observe(DURATIONS[i & MASK]);
      }
    };
  },
};

function plainCounter(make) {
  const counter = make.counter('orders_placed');
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      counter.inc();
    }
  };
}

function plainTimer(make) {
  const histogram = make.histogram('orders_time');
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      histogram.observe(DURATIONS[i & MASK]);
    }
  };
}

function thousand(make) {
  const counters = NAMES.map((name) => make.counter(name.replaceAll('.', '_')));
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      counters[i % 1_000].inc();
    }
  };
}

function changingTags(counter, { channel, kind, region }) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      const at = i & MASK;
      counter.inc({ channel: channel[at], kind: kind[at], region: region[at] }, 1);
    }
  };
}
