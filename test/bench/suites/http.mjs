// @ts-check
import { CaseProcess } from '../harness/case-process.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { quantile, Spread } from '../harness/statistics.mjs';
import { IDLE, INTERCEPTING, NAMES, NOTHING } from './http-case.mjs';

const CASE = new URL('http-case.mjs', import.meta.url).href;
const LOAD = new URL('http-load-case.mjs', import.meta.url).href;

/**
 * Processor time of the server a request, and how much that is over the time without metrics. Variants take turns, and each has
 * several processes: single ones differ by more than what is looked for. Of each process the lower quartile of its samples is
 * taken, because whatever else the machine does only adds to them.
 *
 * @param {import('../run.mjs').Settings} settings
 */
export async function run(settings) {
  const rows = [];
  for (const adapter of settings.effort.adapters.filter((name) => settings.selects(`http: ${name}`))) {
    settings.tell(adapter);
    rows.push(...(await measure(adapter, settings)));
  }
  return rows;
}

/**
 * @param {string} adapter
 * @param {import('../run.mjs').Settings} settings
 */
async function measure(adapter, { dist, effort }) {
  const receiver = await Receiver.start('udp');
  const load = await CaseProcess.start({ module: LOAD, input: {} });
  /** @type {Map<string, number[]>} of every process */
  const results = new Map(NAMES.map((name) => [name, []]));
  for (let generation = 0; generation < effort.httpProcesses; generation += 1) {
    const servers = new Map();
    for (const variant of NAMES) {
      const server = await CaseProcess.start({
        module: CASE,
        input: { adapter, variant, port: receiver.port, dist },
      });
      servers.set(variant, { server, port: await server.call('port') });
      await cpuARequest(servers.get(variant), load, effort.httpWarmUp);
    }
    /** @type {Map<string, number[]>} */
    const samples = new Map(NAMES.map((name) => [name, []]));
    for (let round = 0; round < effort.httpRounds; round += 1) {
      for (const variant of NAMES) {
        samples.get(variant)?.push(await cpuARequest(servers.get(variant), load, effort.httpRequests));
      }
    }
    for (const variant of NAMES) {
      results.get(variant)?.push(quantile(samples.get(variant) ?? [], 0.25));
      servers.get(variant).server.stop();
    }
  }
  load.stop();
  receiver.stop();
  const over = (/** @type {number[]} */ cpu, /** @type {string} */ reference) =>
    new Spread(cpu.map((us, generation) => us - (results.get(reference)?.[generation] ?? NaN)));
  return [...results].map(([title, cpu]) => ({
    adapter,
    title,
    cpu: new Spread(cpu),
    over: over(cpu, NOTHING),
    overIdle: INTERCEPTING.has(title) ? over(cpu, IDLE) : undefined,
  }));
}

/**
 * Microseconds.
 *
 * @param {{ server: CaseProcess; port: number }} target
 * @param {CaseProcess} load
 * @param {number} requests
 */
async function cpuARequest({ server, port }, load, requests) {
  const before = await server.call('cpu');
  const answered = await load.call('run', { port, requests });
  return ((await server.call('cpu')) - before) / answered;
}
