// @ts-check
import { figure, section, spread } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/growth.mjs').run>>} rows */
export function render(rows) {
  return section(
    'More and more series',
    'A counter with three changing tags, the series in no order, and the tags picked for every call: most of what is added is the memory of the machine. The first call of a series makes it. Bytes are those of the heap and beside it; left is what remains when all series have been idle.',
    ['', 'series', 'ns a call', 'ns of the first call', 'bytes a series', 'left'],
    rows.map(({ title, series, ns, firstNs, bytes, left }) => [
      title,
      series.toLocaleString('en'),
      spread(ns),
      figure(firstNs),
      figure(bytes),
      figure(left),
    ]),
  );
}
