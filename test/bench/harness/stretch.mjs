// @ts-check
import { performance } from 'node:perf_hooks';

/**
 * How long the event loop does not turn, at most, while `work` is under way; in milliseconds of the clock, or of the processor
 * where that is less: then the process had to wait for others. Looking keeps the processor busy, so nothing else is measured
 * meanwhile.
 *
 * @param {() => Promise<unknown>} work
 */
export async function longestStretch(work) {
  let longest = 0;
  let [last, lastCpu] = [performance.now(), cpuMs()];
  const look = () => {
    const [now, nowCpu] = [performance.now(), cpuMs()];
    longest = Math.max(longest, Math.min(now - last, nowCpu - lastCpu));
    [last, lastCpu] = [now, nowCpu];
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
  const [start, startCpu] = [performance.now(), cpuMs()];
  await work();
  return { ms: performance.now() - start, cpuMs: cpuMs() - startCpu };
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
