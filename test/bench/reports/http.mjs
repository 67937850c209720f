// @ts-check
import { section, spread } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/http.mjs').run>>} rows */
export function render(rows) {
  return section(
    'A request',
    'Microseconds of the server’s processor for a request that is answered with a little JSON: over an application without metrics that ran beside it, and in all. The median of several processes of each, and the middle half of them.',
    ['', 'adapter', 'µs over no metrics', 'µs in all'],
    rows.map(({ adapter, title, over, cpu }) => [title, adapter, spread(over), spread(cpu)]),
  );
}
