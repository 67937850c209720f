'use strict';
/**
 * An application under load with a client of its own, for application.ts: `node application-main.cjs SETUP`. Each metric is
 * `l:<number>|ms`, the numbers ascending, one line a call, all lines equally long.
 */
const dns = require('node:dns');
const { join } = require('node:path');

// ApplicationSetup
const { library, options, linesAMs, divideTimeBy, hooks } = JSON.parse(process.argv[2]);

const BATCHES_A_LOOK = 16;
const LINES_A_TURN = 50;
const FIRST = 1_000_000;

// Long waits of the library only: what takes 10 seconds and more is made shorter.
const { setTimeout: wait } = globalThis;
globalThis.setTimeout = (act, ms, ...rest) => wait(act, ms >= 10_000 ? ms / divideTimeBy : ms, ...rest);

const seen = { told: [], peakQueuedBytes: 0, peakRssBytes: 0, errors: [] };
for (const event of ['unhandledRejection', 'warning', ...(hooks.includes('uncaughtException') ? [] : ['uncaughtException'])]) {
  process.on(event, (error) => seen.errors.push(`${event}: ${error?.stack ?? error}`));
}

const { StatsClient } = require(join(library, 'client/stats-client'));
const stats = new StatsClient({ aggregate: false, flushIntervalMs: 5, ...options, onError: (error) => seen.told.push(error.message) });

let next = FIRST;
let isLoaded = false;
let batches = 0;

function recordBatch(count) {
  for (let i = 0; i < count; i += 1) {
    stats.timing('l', next);
    next += 1;
  }
  look();
  process.send?.({ recorded: next - FIRST });
}

function look() {
  seen.peakQueuedBytes = Math.max(seen.peakQueuedBytes, stats.report().queuedBytes);
  if ((batches += 1) % BATCHES_A_LOOK === 1) {
    seen.peakRssBytes = Math.max(seen.peakRssBytes, process.memoryUsage.rss());
  }
}

function heldBytes() {
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const rssAtStart = process.memoryUsage.rss();
const CALLS = {
  load() {
    isLoaded = true;
    const go = () => {
      if (isLoaded) {
        recordBatch(linesAMs);
        wait(go, 1);
      }
    };
    go();
  },
  hold() {
    isLoaded = false;
  },
  async record(count) {
    for (let left = count; left > 0; left -= LINES_A_TURN) {
      recordBatch(Math.min(left, LINES_A_TURN));
      await new Promise(setImmediate);
    }
  },
  flush: (timeoutMs) => stats.flush({ timeoutMs }),
  report: () => stats.report(),
  heldBytes,
  failLookUps() {
    dns.lookup = (host, lookupOptions, callback) => {
      process.send({ lookedUp: host });
      const error = Object.assign(new Error(`getaddrinfo EAI_AGAIN ${host}`), { code: 'EAI_AGAIN' });
      setImmediate(() => (callback ?? lookupOptions)(error));
    };
  },
  /** Any name is 127.0.0.1. */
  answerLookUps() {
    dns.lookup = (host, lookupOptions, callback) => {
      process.send({ lookedUp: host });
      const isAll = typeof lookupOptions === 'object' && lookupOptions.all === true;
      const answer = isAll ? [[{ address: '127.0.0.1', family: 4 }]] : ['127.0.0.1', 4];
      setImmediate(() => (callback ?? lookupOptions)(null, ...answer));
    };
  },
  exit: (code) => process.exit(code),
  throwUncaught() {
    wait(() => {
      throw new Error('a bug of the application');
    });
  },
  async finish() {
    isLoaded = false;
    const start = performance.now();
    const closed = await stats.close();
    const closeMs = performance.now() - start;
    look();
    return { ...seen, report: stats.report(), closed, closeMs, rssAtStart };
  },
  /** Without the channel there is nothing left that a process would live for. */
  letGo() {
    process.disconnect();
  },
};
if (hooks.includes('answerLookUps')) {
  CALLS.answerLookUps();
}
if (hooks.includes('SIGTERM')) {
  process.once('SIGTERM', async () => {
    // The load goes on meanwhile, as requests do.
    await stats.close();
    process.send({ final: stats.report() }, () => process.exit(0));
  });
}
if (hooks.includes('uncaughtException')) {
  process.once('uncaughtException', async () => {
    await stats.close();
    process.send({ final: stats.report() }, () => process.exit(1));
  });
}

process.on('message', async ({ id, call, argument }) => {
  const result = await CALLS[call](argument);
  process.send?.({ id, result });
});
process.send({ isUp: true });
