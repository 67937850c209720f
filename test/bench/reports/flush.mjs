// @ts-check
import { section, spread } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/flush.mjs').run>>} rows */
export function render(rows) {
  return section(
    'A flush',
    'Every series was touched: a counter with three tags, or a timer with 1,000 values. Time of the processor is told by the line; of packed values, by the value.',
    ['', 'series', 'ns a line', 'ms in all', 'longest stretch, ms'],
    rows.map(({ title, series, ms, nsALine, stretchMs }) => [
      title,
      series.toLocaleString('en'),
      spread(nsALine),
      spread(ms),
      spread(stretchMs),
    ]),
  );
}
