// @ts-check
import { Loop } from '../harness/loop.mjs';

/**
 * One library doing one thing, over and over.
 *
 * @param {{ library: string; mode: string; name: string; port: number; dist: string }} input
 */
export async function open({ library, mode, name, ...environment }) {
  const { cases, [mode]: client } = await import(`../libraries/${library}.mjs`);
  const loop = new Loop(cases[name](client(environment)));
  return {
    warm: (/** @type {number} */ ms) => loop.warm(ms),
    sample: (/** @type {number} */ ms) => loop.sample(ms),
    collections: () => loop.collections(),
    allocation: () => loop.allocation(),
  };
}
