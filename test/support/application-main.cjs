'use strict';
/**
 * An application under load with a client of its own, for application.ts: `node application-main.cjs SETUP`. Each metric is
 * `l:<number>|ms`, the numbers ascending, one line a call, all lines equally long.
 */
const dns = require('node:dns');
const { writeSync } = require('node:fs');
const { join } = require('node:path');

// ApplicationSetup
const { library, options, linesAMs, divideTimeBy, hooks } = JSON.parse(process.argv[2]);

const BATCHES_A_LOOK = 16;
const LINES_A_TURN = 50;
const FIRST = 1_000_000;

// Long waits of the library only: what takes 10 seconds and more is made shorter.
const { setTimeout: wait } = globalThis;
globalThis.setTimeout = (act, ms, ...rest) => wait(act, ms >= 10_000 ? ms / divideTimeBy : ms, ...rest);

function tell(message) {
  if (process.connected) {
    process.send(message);
  }
}

const seen = { told: [], peakQueuedBytes: 0, peakRssBytes: 0, errors: [] };
for (const event of ['unhandledRejection', 'warning', 'uncaughtExceptionMonitor']) {
  process.on(event, (error) => seen.errors.push(`${event}: ${error?.stack ?? error}`));
}

const { StatsClient } = require(join(library, 'client/stats-client'));
const stats = new StatsClient({
  aggregate: false,
  flushIntervalMs: 5,
  ...options,
  onError(error) {
    seen.told.push(error.message);
    tell({ told: error.message });
  },
});

let next = FIRST;
let isLoaded = false;
let batches = 0;

function recordBatch(count) {
  for (let i = 0; i < count; i += 1) {
    stats.timing('l', next);
    next += 1;
  }
  look();
  tell({ recorded: next - FIRST });
}

function look() {
  seen.peakQueuedBytes = Math.max(seen.peakQueuedBytes, stats.report().queuedBytes);
  if ((batches += 1) % BATCHES_A_LOOK === 1) {
    seen.peakRssBytes = Math.max(seen.peakRssBytes, process.memoryUsage.rss());
  }
}

async function heldBytes() {
  // What is collected is given back beside the program, a little later.
  for (let i = 0; i < 10; i += 1) {
    globalThis.gc();
    await new Promise(setImmediate);
  }
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
      tell({ lookedUp: host });
      const error = Object.assign(new Error(`getaddrinfo EAI_AGAIN ${host}`), { code: 'EAI_AGAIN' });
      setImmediate(() => (callback ?? lookupOptions)(error));
    };
  },
  /** Any name is 127.0.0.1. */
  answerLookUps() {
    dns.lookup = (host, lookupOptions, callback) => {
      tell({ lookedUp: host });
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
for (const hook of ['answerLookUps', 'failLookUps']) {
  if (hooks.includes(hook)) {
    CALLS[hook]();
  }
}
// The load goes on meanwhile, as requests do.
if (hooks.includes('SIGTERM')) {
  process.once('SIGTERM', () => void stats.close().then(() => process.exit(0)));
}
if (hooks.includes('uncaughtException')) {
  process.once('uncaughtException', () => void stats.close().then(() => process.exit(1)));
}
// Standard output is the one way out that is still open here.
process.on('exit', () => writeSync(1, JSON.stringify({ calls: next - FIRST, report: stats.report() })));

process.on('message', async ({ id, call, argument }) => {
  const result = await CALLS[call](argument);
  tell({ id, result });
});
tell({ isUp: true });
