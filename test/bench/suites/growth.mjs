// @ts-check
import { CaseProcess } from '../harness/case-process.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { Spread } from '../harness/statistics.mjs';

const CASE = new URL('growth-case.mjs', import.meta.url).href;

const CONTESTANTS = [
  { title: 'ours', library: 'ours', mode: 'nowhere', sizes: [10, 1_000, 100_000, 1_000_000] },
  { title: 'hot-shots, aggregated', library: 'hot-shots', mode: 'udp', sizes: [10, 1_000, 100_000] },
  { title: 'dd-trace', library: 'dd-trace', mode: 'udp', sizes: [10, 1_000, 100_000] },
  { title: 'prom-client', library: 'prom-client', mode: 'udp', sizes: [10, 1_000, 100_000, 1_000_000] },
  { title: 'OpenTelemetry', library: 'opentelemetry', mode: 'udp', sizes: [10, 1_000, 100_000] },
];

/** From so many series on what they weigh means something: below, what stands beside them weighs as much. */
const MANY = 100_000;

/**
 * What a call costs, and what a series weighs, the more of them there are: a counter with three changing tags.
 *
 * @param {import('../run.mjs').Settings} settings
 */
export async function run(settings) {
  const receiver = await Receiver.start('udp');
  const rows = [];
  for (const { sizes, ...contestant } of CONTESTANTS) {
    const limit = settings.effort.largest[contestant.library === 'ours' ? 'ours' : 'peers'];
    for (const series of sizes.filter(
      (size) => size <= limit && settings.selects(`growth: ${contestant.title}, ${size} series`),
    )) {
      settings.tell(`${contestant.title}, ${series} series`);
      rows.push({ ...contestant, series, ...(await measure({ ...contestant, series }, receiver.port, settings)) });
    }
  }
  receiver.stop();
  return rows;
}

/**
 * @param {{ library: string; mode: string; series: number }} row
 * @param {number} port
 * @param {import('../run.mjs').Settings} settings
 */
async function measure(row, port, { dist, effort }) {
  const child = await CaseProcess.start({
    module: CASE,
    input: { ...row, port, dist },
    flags: ['--max-old-space-size=3072'],
  });
  const born = await child.call('born');
  await child.call('warm', effort.warmMs);
  const ns = [];
  for (let i = 0; i < effort.rounds; i += 1) {
    ns.push(await child.call('sample', effort.sampleMs));
  }
  const left = row.library === 'ours' ? await child.call('left') : undefined;
  child.stop();
  return row.series < MANY ? { ns: new Spread(ns) } : { ns: new Spread(ns), firstNs: born.ns, bytes: born.bytes, left };
}
