// @ts-check
/**
 * Runs the fault tests and writes what they measured into the tables of docs/delivery.md: `node test/faults/table.mjs`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const DOCUMENT = 'docs/delivery.md';
/** In the order in which a reader meets them. */
const SPECS = [
  'killed-server',
  'stalled-server',
  'full-queue',
  'http-answers',
  'lost-names',
  'lost-places',
  'process-ends',
];

/**
 * @typedef {object} Row
 * @property {string} spec
 * @property {string} fault
 * @property {string} transport
 * @property {number} written
 * @property {number} sent
 * @property {number} delivered
 * @property {number} lost
 * @property {number} duplicates
 * @property {number} droppedQueueFull
 * @property {number} droppedTransport
 * @property {number} [endMs]
 */

/** @returns {Row[]} */
function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-faults-'));
  const file = join(folder, 'rows');
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', 'test/faults', '--no-file-parallelism'],
    { stdio: 'inherit', env: { ...process.env, FAULT_TABLE: file } },
  );
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Error('The fault tests failed: their figures are not written down.');
  }
  const rows = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(folder, { recursive: true });
  return inOrder(rows.map((row) => JSON.parse(row)));
}

/**
 * By spec, and within a spec all rows of a fault where its first one stands.
 *
 * @param {Row[]} rows
 */
function inOrder(rows) {
  const place = (/** @type {Row} */ { spec, fault }) =>
    SPECS.indexOf(spec) * rows.length + rows.findIndex((row) => row.spec === spec && row.fault === fault);
  return rows.toSorted((a, b) => place(a) - place(b));
}

/**
 * @param {Row[]} rows
 * @param {boolean} withEnd
 */
function tableOf(rows, withEnd) {
  const head = ['what happens', 'transport', 'written', 'sent', 'delivered', 'sent, not delivered', 'delivered twice'];
  const reasons = ['`queueFull`', '`transport`', ...(withEnd ? ['process ends after'] : [])];
  const lines = rows.map((row, index) => {
    const fault = row.fault === rows[index - 1]?.fault ? '' : row.fault;
    const end = row.endMs === undefined ? '' : `${row.endMs} ms`;
    const counts = [row.written, row.sent, row.delivered, row.lost, row.duplicates, row.droppedQueueFull];
    return [fault, row.transport, ...counts, row.droppedTransport, ...(withEnd ? [end] : [])];
  });
  const columns = [...head, ...reasons];
  const rule = columns.map((_, index) => (index < 2 ? '---' : '--:'));
  return [columns, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * @param {string} document
 * @param {string} name
 * @param {string} text
 */
function replaceBetweenMarks(document, name, text) {
  const [start, end] = [`<!-- ${name}: written by test/faults/table.mjs -->`, `<!-- end of ${name} -->`];
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`${DOCUMENT} has no marks for ${name}.`);
  }
  return `${document.slice(0, from + start.length)}\n\n${text}\n\n${document.slice(to)}`;
}

const rows = measure();
const isEnd = (/** @type {Row} */ { spec }) => spec === 'process-ends';
const machine = `Node ${process.versions.node}, ${process.platform}, ${availableParallelism()} cores.`;
const faults = tableOf(
  rows.filter((row) => !isEnd(row)),
  false,
);
const ends = tableOf(rows.filter(isEnd), true);
const document = replaceBetweenMarks(
  replaceBetweenMarks(readFileSync(DOCUMENT, 'utf8'), 'faults', `${machine}\n\n${faults}`),
  'ends',
  `${machine}\n\n${ends}`,
);
writeFileSync(DOCUMENT, await format(document, { ...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT }));
