// @ts-check
import { CaseProcess } from '../harness/case-process.mjs';
import { Receiver } from '../harness/receiver.mjs';

const CASE = new URL('volume-case.mjs', import.meta.url).href;

const COUNTS = 10_000_000;
const TIMINGS = 1_000_000;

/** @type {{ title: string; library: string; protocols: ('udp' | 'tcp' | 'unix')[] }[]} */
const CONTESTANTS = [
  { title: 'the loop and a bare socket', library: 'bare-socket', protocols: ['udp', 'tcp', 'unix'] },
  { title: 'ours', library: 'ours', protocols: ['udp', 'tcp', 'unix'] },
  { title: 'hot-shots, aggregated', library: 'hot-shots', protocols: ['udp', 'tcp'] },
  { title: 'statsd-client', library: 'statsd-client', protocols: ['udp', 'tcp'] },
];

/**
 * Increments over 1,000 series and timings over 100: what of them arrives, and the time of the processor that it takes the
 * sender, from the first call until everything is sent.
 *
 * @param {import('../run.mjs').Settings} settings
 */
export async function run(settings) {
  const [counts, timings] = [COUNTS * settings.effort.share, TIMINGS * settings.effort.share];
  const rows = [];
  for (const { title, library, protocols } of CONTESTANTS) {
    for (const protocol of protocols.filter((one) => settings.selects(`volume: ${title}, ${one}`))) {
      settings.tell(`${title}, ${protocol}`);
      rows.push({ title, protocol, ...(await measure({ library, protocol, counts, timings }, settings)) });
    }
  }
  return { counts, timings, rows };
}

/**
 * @param {{ library: string; protocol: 'udp' | 'tcp' | 'unix'; counts: number; timings: number }} row
 * @param {import('../run.mjs').Settings} settings
 */
async function measure(row, { dist }) {
  const receiver = await Receiver.start(row.protocol);
  const { port, path } = receiver;
  const child = await CaseProcess.start({ module: CASE, input: { ...row, port, path, dist } });
  const { ms, cpuMs } = await child.call('run');
  const { counted, timings, packets } = await receiver.settled();
  child.stop();
  receiver.stop();
  return { seconds: ms / 1_000, cpuSeconds: cpuMs / 1_000, counted, timed: timings, packets };
}
