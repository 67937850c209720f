// @ts-check
import { Loop } from '../harness/loop.mjs';
import { tagSets } from '../libraries/tag-sets.mjs';

/** Calls until the order of series repeats. */
const CALLS = 1 << 20;
/** Flushes after which an idle series is given back. */
const IDLE_FLUSHES = 11;

/**
 * A client with more and more series.
 *
 * @param {{ library: string; mode: string; series: number; port: number; dist: string }} input
 */
export async function open({ library, mode, series, ...environment }) {
  const { flushing } = await import(`../libraries/${library}.mjs`);
  const target = flushing[mode]({ ...environment, room: series + 1, values: 1 });
  const { tags } = tagSets(series);
  // Everything but the series themselves is there before it is counted.
  target.count('warm.up', tags(0));
  const order = Uint32Array.from({ length: CALLS }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 0) % series);
  const before = heldBytes();
  const cpu = process.cpuUsage();
  for (let i = 0; i < series; i += 1) {
    target.count('orders.placed', tags(i));
  }
  const { user, system } = process.cpuUsage(cpu);
  const bytes = (heldBytes() - before) / series;
  const loop = new Loop((from, to) => {
    for (let i = from; i < to; i += 1) {
      target.count('orders.placed', tags(order[i & (CALLS - 1)] ?? 0));
    }
  });
  return {
    born: () => ({ bytes, ns: ((user + system) * 1_000) / series }),
    warm: (/** @type {number} */ ms) => loop.warm(ms),
    sample: (/** @type {number} */ ms) => loop.sample(ms),
    /** Bytes a series that are still held when all of them have been idle for long. */
    left: async () => {
      for (let i = 0; i < IDLE_FLUSHES; i += 1) {
        await target.flush();
      }
      return (heldBytes() - before) / series;
    },
  };
}

/** On the heap and beside it, when everything is collected that can be. */
function heldBytes() {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
