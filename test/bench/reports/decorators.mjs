// @ts-check
import { section, spread } from '../harness/markdown.mjs';

/** @param {Awaited<ReturnType<typeof import('../suites/decorators.mjs').run>>} rows */
export function render(rows) {
  return section(
    'A method of a service',
    'Nanoseconds of a call of a method that adds to a field; of the asynchronous ones with the `await` of the caller.',
    ['', 'ns'],
    rows.map(({ title, ns }) => [title, spread(ns)]),
  );
}
