// @ts-check
import { performance } from 'node:perf_hooks';

/**
 * How long the event loop does not turn, at most, while `work` is under way; in milliseconds. Looking keeps the processor busy,
 * so nothing else is measured meanwhile.
 *
 * @param {() => Promise<unknown>} work
 */
export async function longestStretch(work) {
  let longest = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const turn = () => {
    look();
    immediate = setImmediate(turn);
  };
  let immediate = setImmediate(turn);
  await work();
  look();
  clearImmediate(immediate);
  return longest;
}

/**
 * Time of the clock and of the processor, in milliseconds.
 *
 * @param {() => Promise<unknown>} work
 */
export async function timeOf(work) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1_000 };
}
