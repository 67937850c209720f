// @ts-check
import { CaseProcess } from '../harness/case-process.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { median, Spread } from '../harness/statistics.mjs';

const CASE = new URL('calls-case.mjs', import.meta.url).href;

/** Room for all that 20,000 calls allocate: a collection in between would hide it. */
const ROOMY = ['--min-semi-space-size=256', '--max-semi-space-size=256'];

/** @typedef {{ title: string; library: string; mode: string; flags?: string[]; dist?: string }} Contestant */

/** @type {Contestant[]} */
const PEERS = [
  { title: 'hot-shots, aggregated', library: 'hot-shots', mode: 'aggregated' },
  { title: 'hot-shots, buffered', library: 'hot-shots', mode: 'buffered' },
  { title: 'statsd-client', library: 'statsd-client', mode: 'client' },
  { title: 'dd-trace', library: 'dd-trace', mode: 'client' },
  { title: 'prom-client', library: 'prom-client', mode: 'client' },
  { title: 'OpenTelemetry', library: 'opentelemetry', mode: 'client' },
];

/** @type {Contestant} */
const FLOOR = { title: 'floor', library: 'floor', mode: 'client', flags: ['--max-inlined-bytecode-size=0'] };

/**
 * Nanoseconds a call, of the part that the caller waits for.
 *
 * @param {import('../run.mjs').Settings} settings
 */
export async function run(settings) {
  const receiver = await Receiver.start('udp');
  const { cases } = await import('../libraries/ours.mjs');
  const rows = [];
  for (const name of Object.keys(cases).filter((title) => settings.selects(`calls: ${title}`))) {
    settings.tell(name);
    rows.push(await row(name, await contestants(name, settings), receiver.port, settings));
  }
  receiver.stop();
  return rows;
}

/**
 * @param {string} name
 * @param {import('../run.mjs').Settings} settings
 */
async function contestants(name, { dist, against }) {
  const ours = { library: 'ours', mode: 'client' };
  /** @type {Contestant[]} */
  const all = [
    { ...ours, title: 'ours', dist },
    ...(against === undefined ? PEERS : [{ ...ours, title: 'before', dist: against }]),
    FLOOR,
  ];
  const able = await Promise.all(
    all.map(async ({ library }) => name in (await import(`../libraries/${library}.mjs`)).cases),
  );
  return all.filter((_, i) => able[i]);
}

/**
 * @param {string} name
 * @param {Contestant[]} all
 * @param {number} port
 * @param {import('../run.mjs').Settings} settings
 */
async function row(name, all, port, { dist, effort }) {
  const results = all.map(({ title }) => ({
    title,
    /** @type {number[]} */ ns: [],
    /** @type {number[]} */ collections: [],
    bytes: NaN,
  }));
  const start = (/** @type {Contestant} */ contestant, /** @type {string[]} */ flags) =>
    CaseProcess.start({
      module: CASE,
      input: { dist, port, name, ...contestant },
      flags: [...(contestant.flags ?? []), ...flags],
    });
  for (let generation = 0; generation < effort.processes; generation += 1) {
    const processes = await Promise.all(all.map((contestant) => start(contestant, [])));
    for (const process of processes) {
      await process.call('warm', effort.warmMs);
    }
    for (let round = 0; round < effort.rounds; round += 1) {
      for (const [i, process] of processes.entries()) {
        results[i]?.ns.push(await process.call('sample', effort.sampleMs));
      }
    }
    for (const [i, process] of processes.entries()) {
      results[i]?.collections.push(await process.call('collections'));
      process.stop();
    }
  }
  for (const [i, contestant] of all.entries()) {
    if (contestant.library !== 'ours' && !effort.weighsPeers) {
      continue;
    }
    const process = await start(contestant, ROOMY);
    await process.call('warm', effort.warmMs);
    Object.assign(results[i] ?? {}, { bytes: await process.call('allocation') });
    process.stop();
  }
  return {
    name,
    results: results.map(({ title, ns, collections, bytes }) => ({
      title,
      ns: new Spread(ns),
      collectionMs: median(collections),
      bytes,
    })),
  };
}
