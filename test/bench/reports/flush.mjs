// @ts-check
import { spread, table } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/flush.mjs').run>>} rows */
export function render(rows) {
  if (rows.length === 0) {
    return '';
  }
  return [
    '## A flush',
    'Every series was touched: a counter with three tags, or a timer with 1,000 values. Time of the processor is told by the line; of packed values, by the value.',
    table(
      ['', 'series', 'ns a line', 'ms in all', 'longest stretch, ms'],
      rows.map(({ title, series, ms, nsALine, stretchMs }) => [
        title,
        series.toLocaleString('en'),
        spread(nsALine),
        spread(ms),
        spread(stretchMs),
      ]),
    ),
  ].join('\n\n');
}
