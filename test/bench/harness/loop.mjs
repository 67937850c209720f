// @ts-check
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

/** One batch takes about that long: looking at the clock costs nothing beside it, and a sample consists of several. */
const BATCH_MS = 2;
const ALLOCATION_CALLS = 20_000;
/** Calls before measuring, at least: every series of a case has come up by then. */
const WARM_CALLS = 40_000;

/** Beyond it the number of a call would be no small integer any more. */
const MAX_CALL = 2 ** 30;

/** Times calls: how long one takes, what it allocates, what the garbage collector takes for it. */
export class Loop {
  /** @param {(from: number, to: number) => void | Promise<void>} calls makes the calls of these numbers, but for the last */
  constructor(calls) {
    this.makeCalls = calls;
    this.next = 0;
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
    do {
      await this.#for(ms / 2);
    } while (this.calls < WARM_CALLS);
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
  async allocation() {
    /** @type {number[]} */
    const seen = [];
    for (let i = 0; i < 5; i += 1) {
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      await this.#run(ALLOCATION_CALLS);
      seen.push((process.memoryUsage().heapUsed - before) / ALLOCATION_CALLS);
    }
    return seen.toSorted((a, b) => a - b)[2];
  }

  /** @param {number} calls */
  #run(calls) {
    const from = this.next + calls > MAX_CALL ? 0 : this.next;
    this.next = from + calls;
    return this.makeCalls(from, this.next);
  }

  async #batchMs() {
    const start = performance.now();
    await this.#run(this.batch);
    return Math.max(0.01, performance.now() - start);
  }

  /**
   * Time of the clock, or of the processor where that is less: then the process had to wait for others.
   *
   * @param {number} ms
   */
  async #for(ms) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    let calls = 0;
    let took = 0;
    do {
      await this.#run(this.batch);
      calls += this.batch;
      took = performance.now() - start;
    } while (took < ms);
    this.calls += calls;
    const { user, system } = process.cpuUsage(cpu);
    return (Math.min(took, (user + system) / 1_000) / calls) * 1e6;
  }
}
