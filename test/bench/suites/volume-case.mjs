// @ts-check
import { setImmediate as turn } from 'node:timers/promises';
import { timeOf } from '../harness/stretch.mjs';
import { tagSets } from '../libraries/tag-sets.mjs';
import { DURATIONS, MASK } from '../libraries/workload.mjs';

/** Calls between two turns of the event loop, as requests would have them. */
const BURST = 10_000;
const COUNTERS = 1_000;
const TIMERS = 100;

/**
 * A client that records many calls and sends all of them.
 *
 * @param {{ library: string; protocol: string; counts: number; timings: number; port: number; path: string; dist: string }} input
 */
export async function open({ library, protocol, counts, timings, ...environment }) {
  const { sending } = await import(`../libraries/${library}.mjs`);
  const client = await sending({ protocol, ...environment });
  const [counterTags, timerTags] = [tagSets(COUNTERS).tags, tagSets(TIMERS).tags];
  const record = async () => {
    for (let i = 0; i < counts; i += 1) {
      client.count('orders.placed', counterTags(i % COUNTERS));
      if (i % BURST === 0) {
        await turn();
      }
    }
    for (let i = 0; i < timings; i += 1) {
      client.time('orders.time', DURATIONS[i & MASK], timerTags(i % TIMERS));
      if (i % BURST === 0) {
        await turn();
      }
    }
  };
  await client.prepare?.(record);
  return {
    run: () =>
      timeOf(async () => {
        await record();
        await client.close();
      }),
  };
}
