// @ts-check
import { figure, spread, table } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/calls.mjs').run>>} rows */
export function render(rows) {
  if (rows.length === 0) {
    return '';
  }
  const titles = [...new Set(rows.flatMap(({ results }) => results.map(({ title }) => title)))];
  const cells = (
    /** @type {(result: typeof rows[number]['results'][number], ours: number) => string | undefined} */ show,
  ) =>
    rows.map(({ name, results }) => [
      name,
      ...titles.map((title) => {
        const result = results.find((one) => one.title === title);
        return result && show(result, results[0]?.ns.median ?? NaN);
      }),
    ]);
  return [
    '## A call',
    'Nanoseconds that the caller waits, and the middle half of the samples.',
    table(
      ['ns', ...titles],
      cells(({ ns }) => spread(ns)),
    ),
    'How many times what ours takes:',
    table(
      ['ratio', ...titles],
      cells(({ ns }, ours) => figure(ns.median / ours)),
    ),
    'Bytes that a call allocates, the tags that the caller makes among them:',
    table(
      ['bytes', ...titles],
      cells(({ bytes }) => figure(bytes)),
    ),
    'Milliseconds that the garbage collector takes for a million calls, flushes among them:',
    table(
      ['ms', ...titles],
      cells(({ collectionMs }) => figure(collectionMs)),
    ),
  ].join('\n\n');
}
