// @ts-check

/**
 * A table; the first column is text, the others are numbers.
 *
 * @param {string[]} head
 * @param {(string | undefined)[][]} rows
 */
export function table(head, rows) {
  const line = (/** @type {(string | undefined)[]} */ cells) => `| ${cells.map((cell) => cell ?? '–').join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/**
 * A heading, what the figures are, and their table; nothing where none were measured.
 *
 * @param {string} heading
 * @param {string} explanation
 * @param {string[]} head
 * @param {(string | undefined)[][]} rows
 */
export function section(heading, explanation, head, rows) {
  return rows.length === 0 ? '' : [`## ${heading}`, explanation, table(head, rows)].join('\n\n');
}

/**
 * As many digits as mean something: `0.84`, `12.3`, `1240`.
 *
 * @param {number | undefined} value
 */
export function figure(value) {
  if (value === undefined || Number.isNaN(value)) {
    return undefined;
  }
  const size = Math.abs(value);
  return value.toFixed(size < 10 ? 1 : 0).replace(/^-0(\.0)?$/, '0');
}

/**
 * The median, and the middle half of the samples: `12 (11–14)`.
 *
 * @param {import('./statistics.mjs').Spread} spread
 */
export function spread({ median, low, high }) {
  return `${figure(median)} (${figure(low)}–${figure(high)})`;
}
