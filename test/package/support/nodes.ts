import { inject } from 'vitest';
import { NEWEST_NODE } from './newest-node';

const newest = inject('newestNode');

/** What the packed package is run on: the Node of these tests and the newest. Without a path there is none: tests are skipped. */
export const NODES: readonly (readonly [version: string, path: string | undefined])[] = [
  [process.version, process.execPath],
  [`v${NEWEST_NODE}${newest === undefined ? ', which npm does not have for this platform' : ''}`, newest],
];
