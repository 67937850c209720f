import { createRequire } from 'node:module';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { AggregationTemporality, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { DURATIONS, FAR, HUNDRED, MASK, NAMES, ROOM, TEN_THOUSAND } from './workload.mjs';

/** The usual reader, over an exporter that takes everything and does nothing. Room for the 10,000 series. */
export function client() {
  return provider(ROOM, 10_000).getMeter('bench');
}

/** What records requests without a hand of the application. It changes the servers of the runtime, so it comes before them. */
export function instrumentHttp() {
  const instrumentation = new HttpInstrumentation();
  instrumentation.setMeterProvider(provider(ROOM, 10_000));
  // Loading the module by this way is what lets it in.
  createRequire(import.meta.url)('node:http');
}

/** Its flush makes the data points and hands them to the exporter, which writes nothing. */
export const flushing = {
  udp: ({ room }) => {
    const metrics = provider(room, FAR);
    const counter = metrics.getMeter('bench').createCounter('orders.placed');
    return {
      count: (_name, tags) => counter.add(1, tags),
      flush: () => metrics.forceFlush(),
    };
  },
};

function provider(room, exportIntervalMillis) {
  const exporter = {
    export: (_metrics, done) => done({ code: 0 }),
    selectAggregationTemporality: () => AggregationTemporality.DELTA,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis,
    exportTimeoutMillis: 10_000,
    cardinalitySelector: () => room,
  });
  return new MeterProvider({ readers: [reader] });
}

const TAGS = { channel: 'web', kind: 'new', region: 'eu' };

export const cases = {
  counter: (meter) => plainCounter(meter),
  'counter, 3 constant tags': (meter) => {
    const counter = meter.createCounter('orders.placed');
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        counter.add(1, { channel: 'web', kind: 'new', region: 'eu' });
      }
    };
  },
  'counter, 3 tags, 100 series': (meter) => changingTags(meter.createCounter('orders.placed'), HUNDRED),
  'counter, 3 tags, 10,000 series': (meter) => changingTags(meter.createCounter('orders.placed'), TEN_THOUSAND),
  timing: (meter) => plainTimer(meter),
  'timing, 3 tags, 100 series': (meter) => {
    const histogram = meter.createHistogram('orders.time');
    const { channel, kind, region } = HUNDRED;
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const at = i & MASK;
        histogram.record(DURATIONS[at], { channel: channel[at], kind: kind[at], region: region[at] });
      }
    };
  },
  gauge: (meter) => {
    const gauge = meter.createGauge('orders.open');
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        gauge.record(i);
      }
    };
  },
  '1000 names in turn': (meter) => thousand(meter),
  'pre-made counter': (meter) => plainCounter(meter),
  // The instrument is made before, and so are the attributes; it has nothing that joins the two.
  'pre-made counter, 3 tags': (meter) => {
    const counter = meter.createCounter('orders.placed');
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        counter.add(1, TAGS);
      }
    };
  },
  '1000 pre-made counters': (meter) => thousand(meter),
  'pre-made timer': (meter) => plainTimer(meter),
  'pre-made timer, 3 tags': (meter) => {
    const histogram = meter.createHistogram('orders.time');
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        histogram.record(DURATIONS[i & MASK], TAGS);
      }
    };
  },
};

function plainCounter(meter) {
  const counter = meter.createCounter('orders.placed');
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      counter.add(1);
    }
  };
}

function plainTimer(meter) {
  const histogram = meter.createHistogram('orders.time');
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      histogram.record(DURATIONS[i & MASK]);
    }
  };
}

function thousand(meter) {
  const counters = NAMES.map((name) => meter.createCounter(name));
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      counters[i % 1_000].add(1);
    }
  };
}

function changingTags(counter, { channel, kind, region }) {
  return (from, to) => {
    for (let i = from; i < to; i += 1) {
      const at = i & MASK;
      counter.add(1, { channel: channel[at], kind: kind[at], region: region[at] });
    }
  };
}
