// @ts-check
import { table } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/volume.mjs').run>>} result */
export function render({ counts, timings, rows }) {
  if (rows.length === 0) {
    return '';
  }
  const share = (/** @type {number} */ seen, /** @type {number} */ all) =>
    seen === all ? 'all' : `${((seen / all) * 100).toFixed(2)} %`;
  const large = (/** @type {number} */ count) => count.toLocaleString('en');
  return [
    '## Volume',
    `${large(counts)} increments over 1,000 series and ${large(timings)} timings over 100, to a server in a process of its own that adds up what arrives. Time of the sender's processor, from the first call to the last packet.`,
    table(
      ['', 'over', 'CPU, s', 'in all, s', 'packets', 'counts that arrived', 'timings'],
      rows.map(({ title, protocol, seconds, cpuSeconds, packets, counted, timed }) => [
        title,
        protocol,
        cpuSeconds.toFixed(2),
        seconds.toFixed(2),
        large(packets),
        share(counted, counts),
        share(timed, timings),
      ]),
    ),
  ].join('\n\n');
}
