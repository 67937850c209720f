// @ts-check
import { longestStretch } from '../harness/stretch.mjs';
import { DURATIONS, MASK } from '../libraries/workload.mjs';

const NAME = 'orders.placed';

/**
 * A client with many series, all of which are touched and then flushed.
 *
 * @param {{ library: string; mode: string; series: number; values?: number; port: number; dist: string }} input
 */
export async function open({ library, mode, series, values = 0, ...environment }) {
  const make = await import(`../libraries/${library}.mjs`);
  const target = make.flushing[mode]({ ...environment, room: series + 1, values });
  const tags = [...tagSets(series)];
  let at = 0;
  const touch = () => {
    for (let i = 0; i < series; i += 1) {
      const [channel, kind, region] = tags[i];
      if (values === 0) {
        target.count(NAME, { channel, kind, region });
      }
      for (let value = 0; value < values; value += 1) {
        target.time(NAME, DURATIONS[at & MASK], { channel, kind, region });
        at += 1;
      }
    }
  };
  return {
    /** Touches every series, and tells of the flush that follows. */
    flush: async () => {
      touch();
      return longestStretch(() => target.flush());
    },
  };
}

/** @param {number} series */
function* tagSets(series) {
  const width = Math.round(Math.cbrt(series));
  const text = (/** @type {string} */ prefix, /** @type {number} */ i) => `${prefix}-${i}`;
  const channels = Array.from({ length: width }, (_, i) => text('channel', i));
  const kinds = Array.from({ length: width }, (_, i) => text('kind', i));
  const regions = Array.from({ length: Math.ceil(series / width / width) }, (_, i) => text('region', i));
  for (let i = 0; i < series; i += 1) {
    yield [channels[i % width], kinds[Math.floor(i / width) % width], regions[Math.floor(i / width / width)]];
  }
}
