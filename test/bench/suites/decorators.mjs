// @ts-check
import { CaseProcess } from '../harness/case-process.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { Spread } from '../harness/statistics.mjs';
import { NAMES } from './decorators-case.mjs';

const CASE = new URL('decorators-case.mjs', import.meta.url).href;

/**
 * Nanoseconds that a call of a method takes, with decorators and without.
 *
 * @param {import('../run.mjs').Settings} settings
 */
export async function run({ dist, effort, selects, tell }) {
  const names = NAMES.filter((name) => selects(`decorators: ${name}`));
  if (names.length === 0) {
    return [];
  }
  tell('methods of a Nest service');
  const receiver = await Receiver.start('udp');
  /** @type {Map<string, number[]>} */
  const ns = new Map(names.map((name) => [name, []]));
  for (let generation = 0; generation < effort.processes; generation += 1) {
    const processes = await Promise.all(
      names.map((name) => CaseProcess.start({ module: CASE, input: { name, port: receiver.port, dist } })),
    );
    for (const process of processes) {
      await process.call('warm', effort.warmMs);
    }
    for (let round = 0; round < effort.rounds; round += 1) {
      for (const [i, name] of names.entries()) {
        ns.get(name)?.push(await processes[i]?.call('sample', effort.sampleMs));
      }
    }
    for (const process of processes) {
      process.stop();
    }
  }
  receiver.stop();
  return names.map((title) => ({ title, ns: new Spread(ns.get(title) ?? []) }));
}
