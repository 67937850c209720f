// @ts-check
import { CaseProcess } from '../harness/case-process.mjs';
import { Receiver } from '../harness/receiver.mjs';
import { Spread } from '../harness/statistics.mjs';

const CASE = new URL('flush-case.mjs', import.meta.url).href;

const OURS = { library: 'ours', values: 0 };
const ROWS = [
  { ...OURS, title: 'ours, no socket', mode: 'nowhere', series: 1_000 },
  { ...OURS, title: 'ours, no socket', mode: 'nowhere', series: 100_000 },
  { ...OURS, title: 'ours, no socket', mode: 'nowhere', series: 1_000_000 },
  { ...OURS, title: 'ours, packed timer values, no socket', mode: 'nowhere', series: 1_000, values: 1_000 },
  { ...OURS, title: 'ours, to a server', mode: 'udp', series: 100_000 },
  { ...OURS, title: 'ours, to a server', mode: 'udp', series: 1_000_000 },
  { ...OURS, title: 'hot-shots, aggregated', library: 'hot-shots', mode: 'udp', series: 100_000 },
  { ...OURS, title: 'dd-trace', library: 'dd-trace', mode: 'udp', series: 100_000 },
  { ...OURS, title: 'prom-client, a scrape', library: 'prom-client', mode: 'udp', series: 100_000 },
  { ...OURS, title: 'OpenTelemetry, no text', library: 'opentelemetry', mode: 'udp', series: 100_000 },
];

/**
 * What a flush takes when every series was touched, and how long it holds the event loop.
 *
 * @param {import('../run.mjs').Settings} settings
 */
export async function run(settings) {
  const receiver = await Receiver.start('udp');
  const rows = [];
  for (const row of ROWS.filter(
    ({ title, series, library }) =>
      series <= settings.effort.largest[library === 'ours' ? 'ours' : 'peers'] &&
      settings.selects(`flush: ${title}, ${series} series`),
  )) {
    settings.tell(`${row.title}, ${row.series} series`);
    rows.push({ ...row, ...(await measure(row, receiver.port, settings)) });
  }
  receiver.stop();
  return rows;
}

/**
 * @param {typeof ROWS[number]} row
 * @param {number} port
 * @param {import('../run.mjs').Settings} settings
 */
async function measure(row, port, { dist, effort }) {
  // Collected as in an application: of a million series one thread alone would make the stretches, beside those of a flush.
  const flags = ['--no-single-threaded-gc'];
  const child = await CaseProcess.start({ module: CASE, input: { ...row, port, dist }, flags });
  const flushes = [];
  const stretches = [];
  const lines = row.series * Math.max(1, row.values);
  // An application that flushes little is warm after more flushes.
  const warmUp = Math.max(effort.flushWarmUp, Math.ceil(effort.flushWarmUpLines / lines));
  for (let i = 0; i < warmUp + effort.flushes; i += 1) {
    flushes.push(await child.call('flush'));
    stretches.push(await child.call('watch'));
  }
  child.stop();
  const warm = flushes.slice(warmUp);
  return {
    ms: new Spread(warm.map(({ ms }) => ms)),
    // Of the processor, not of the clock: neither pauses of the pacer nor other processes are in it.
    nsALine: new Spread(warm.map(({ cpuMs }) => (cpuMs / lines) * 1e6)),
    stretchMs: new Spread(stretches.slice(warmUp)),
  };
}
