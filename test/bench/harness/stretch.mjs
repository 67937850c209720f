// @ts-check
import { performance } from 'node:perf_hooks';

/**
 * Watches how long the event loop does not turn, while `work` is under way.
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
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  look();
  clearImmediate(immediate);
  return { ms, cpuMs: (user + system) / 1_000, longestMs: longest };
}
