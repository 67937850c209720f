// @ts-check
import { spread, table } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/http.mjs').run>>} rows */
export function render(rows) {
  if (rows.length === 0) {
    return '';
  }
  return [
    '## A request',
    'Microseconds of the server’s processor for a request that is answered with a little JSON: over an application without metrics, in pairs, and in all.',
    table(
      ['', 'adapter', 'µs over no metrics', 'µs in all'],
      rows.map(({ adapter, title, over, cpu }) => [title, adapter, spread(over), spread(cpu)]),
    ),
  ].join('\n\n');
}
