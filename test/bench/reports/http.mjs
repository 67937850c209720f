// @ts-check
import { section, spread } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/http.mjs').run>>} rows */
export function render(rows) {
  return section(
    'A request',
    'Microseconds of the server’s processor for a request that is answered with a little JSON: over an application without metrics that ran beside it, over one with an interceptor that does nothing, and in all. The median of several processes of each, and the middle half of them.',
    ['', 'adapter', 'µs over no metrics', 'µs over an interceptor that does nothing', 'µs in all'],
    rows.map(({ adapter, title, over, overIdle, cpu }) => [
      title,
      adapter,
      spread(over),
      overIdle && spread(overIdle),
      spread(cpu),
    ]),
  );
}
