// @ts-check
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

/** One batch takes about that long: looking at the clock costs nothing beside it, and a sample consists of several. */
const BATCH_MS = 2;
const ALLOCATION_CALLS = 20_000;

/** Times a function that makes `n` calls: how long one takes, what it allocates, what the garbage collector takes for it. */
export class Loop {
  /** @param {(n: number) => void} run */
  constructor(run) {
    this.run = run;
    this.batch = 1_000;
    this.calls = 0;
    this.gcMs = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        this.gcMs += duration;
      }
    }).observe({ entryTypes: ['gc'] });
  }

  /**
   * Runs until the compilers are done with it.
   *
   * @param {number} ms
   */
  async warm(ms) {
    await this.#for(ms / 2);
    await turn();
    this.batch = Math.max(100, Math.round((this.batch * BATCH_MS) / (await this.#batchMs())));
    await this.#for(ms / 2);
    await turn();
    this.gcMs = 0;
    this.calls = 0;
  }

  /**
   * Nanoseconds a call.
   *
   * @param {number} ms how long to measure
   */
  async sample(ms) {
    const ns = await this.#for(ms);
    // What was recorded leaves, and the observer hears of collections, before the next sample.
    await turn();
    return ns;
  }

  /** Milliseconds of garbage collection per million calls, since warming up. */
  collections() {
    return (this.gcMs / this.calls) * 1e6;
  }

  /** Bytes that a call allocates. Wants a young generation that holds them all, or a collection hides them. */
  allocation() {
    /** @type {number[]} */
    const seen = [];
    for (let i = 0; i < 5; i += 1) {
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      this.run(ALLOCATION_CALLS);
      seen.push((process.memoryUsage().heapUsed - before) / ALLOCATION_CALLS);
    }
    return seen.toSorted((a, b) => a - b)[2];
  }

  async #batchMs() {
    const start = performance.now();
    this.run(this.batch);
    return Math.max(0.01, performance.now() - start);
  }

  /** @param {number} ms */
  async #for(ms) {
    const start = performance.now();
    let calls = 0;
    let took = 0;
    do {
      this.run(this.batch);
      calls += this.batch;
      took = performance.now() - start;
    } while (took < ms);
    this.calls += calls;
    return (took / calls) * 1e6;
  }
}
