// @ts-check
import { longestStretch, timeOf } from '../harness/stretch.mjs';
import { tagSets } from '../libraries/tag-sets.mjs';
import { DURATIONS, MASK } from '../libraries/workload.mjs';

/**
 * A client with many series, all of which are touched and then flushed.
 *
 * @param {{ library: string; mode: string; series: number; values: number; port: number; dist: string }} input
 */
export async function open({ library, mode, series, values, ...environment }) {
  const { flushing } = await import(`../libraries/${library}.mjs`);
  const target = flushing[mode]({ ...environment, room: series + 1, values });
  const { tags } = tagSets(series);
  let at = 0;
  const touch = () => {
    for (let i = 0; i < series; i += 1) {
      if (values === 0) {
        target.count('orders.placed', tags(i));
      }
      for (let value = 0; value < values; value += 1) {
        target.time('orders.time', DURATIONS[at & MASK], tags(i));
        at += 1;
      }
    }
  };
  return {
    /** Touches every series, and tells what the flush takes that follows. */
    flush: () => {
      touch();
      return timeOf(() => target.flush());
    },
    /** The same, and tells how long it holds the event loop. */
    watch: () => {
      touch();
      return longestStretch(() => target.flush());
    },
  };
}
