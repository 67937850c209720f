// @ts-check
import { CaseProcess } from '../harness/case-process.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { Spread } from '../harness/statistics.mjs';
import { NAMES } from './http-case.mjs';

const CASE = new URL('http-case.mjs', import.meta.url).href;
const LOAD = new URL('http-load-case.mjs', import.meta.url).href;

const WITHOUT = NAMES[0] ?? '';

/**
 * Processor time of the server a request, over that without metrics. Both are taken right after each other, many times, and
 * every variant has several processes: single runs differ by more than what is looked for.
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
  /** @type {Map<string, { cpu: number[]; over: number[] }>} */
  const results = new Map(NAMES.map((name) => [name, { cpu: [], over: [] }]));
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
    for (let round = 0; round < effort.httpRounds; round += 1) {
      for (const variant of NAMES) {
        const without = await cpuARequest(servers.get(WITHOUT), load, effort.httpRequests);
        const cpu = await cpuARequest(servers.get(variant), load, effort.httpRequests);
        results.get(variant)?.cpu.push(cpu);
        results.get(variant)?.over.push(cpu - without);
      }
    }
    for (const { server } of servers.values()) {
      server.stop();
    }
  }
  load.stop();
  receiver.stop();
  return [...results].map(([title, { cpu, over }]) => ({
    adapter,
    title,
    cpu: new Spread(cpu),
    over: new Spread(over),
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
