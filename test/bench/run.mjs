// @ts-check
/**
 * Measures the library beside its peers, and writes `results.md`.
 *
 *     npm run bench                         everything, about half an hour
 *     npm run bench -- --quick              a first look, under two minutes; nothing is written
 *     npm run bench -- --only 'calls: gau'  what contains the text, case by case; nothing is written
 *     npm run bench -- --against FOLDER     calls only, beside another build of the library instead of the peers
 *     npm run bench -- --dist FOLDER        that build of the library instead of `dist`
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeMachine } from './harness/machine.mjs';
import { buildLibrary, installPeers } from './harness/prepare.mjs';

/**
 * @typedef {object} Effort
 * @property {number} processes of every case, one after the other
 * @property {number} warmMs before a process is measured
 * @property {number} rounds samples of every process, each case in its turn
 * @property {number} sampleMs
 * @property {number} flushes
 * @property {number} share of the whole volume
 * @property {number} flushWarmUp flushes before measuring, at least
 * @property {number} flushWarmUpLines lines of them, at least
 * @property {{ ours: number; peers: number }} largest series of a case
 * @property {boolean} weighsPeers whether their allocations are measured as well
 * @property {string[]} adapters of the requests
 * @property {number} httpWarmUp requests
 * @property {number} httpRequests of every sample
 * @property {number} httpRounds
 * @property {number} httpProcesses of every variant: one differs from the next by more than most variants do
 *
 * @typedef {object} Settings
 * @property {string} dist folder of the built library
 * @property {string | undefined} against folder of another build of it
 * @property {Effort} effort
 * @property {(title: string) => boolean} selects whether a case is wanted
 * @property {(what: string) => void} tell says what is being measured
 */

/** @type {Effort} */
const WHOLE = {
  processes: 3,
  warmMs: 500,
  rounds: 9,
  sampleMs: 50,
  flushes: 15,
  share: 1,
  flushWarmUp: 5,
  flushWarmUpLines: 500_000,
  largest: { ours: Infinity, peers: Infinity },
  weighsPeers: true,
  adapters: ['express', 'fastify'],
  httpWarmUp: 6_000,
  httpRequests: 1_500,
  httpRounds: 12,
  httpProcesses: 7,
};

/** @type {Effort} */
const QUICK = {
  processes: 1,
  warmMs: 150,
  rounds: 5,
  sampleMs: 12,
  flushes: 3,
  share: 0.01,
  flushWarmUp: 2,
  flushWarmUpLines: 20_000,
  largest: { ours: 100_000, peers: 1_000 },
  weighsPeers: false,
  adapters: ['fastify'],
  httpWarmUp: 2_000,
  httpRequests: 300,
  httpRounds: 2,
  httpProcesses: 1,
};

const SUITES = ['calls', 'decorators', 'flush', 'growth', 'volume', 'http'];
const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    dist: { type: 'string' },
    against: { type: 'string' },
  },
});

// Before the suites are loaded: they import the peers.
installPeers();
const machine = describeMachine();

/** @type {Settings} */
const settings = {
  dist: values.dist === undefined ? buildLibrary() : resolve(values.dist),
  against: values.against === undefined ? undefined : resolve(values.against),
  effort: values.quick ? QUICK : WHOLE,
  selects: (title) => title.includes(values.only),
  tell: (what) => process.stdout.write(`  ${what}\n`),
};

const sections = [];
for (const name of values.against === undefined ? SUITES : ['calls']) {
  process.stdout.write(`${name}\n`);
  const { run } = await import(`./suites/${name}.mjs`);
  const { render } = await import(`./reports/${name}.mjs`);
  sections.push(render(await run(settings)));
}
const text = ['# What it costs', machine.join('\n'), ...sections.filter((section) => section !== '')].join('\n\n');

if (values.quick || values.only !== '' || values.against !== undefined) {
  console.log(`\n${text}`);
} else {
  writeFileSync(RESULTS, `${text}\n`);
  spawnSync('npx', ['prettier', '--write', RESULTS], { cwd: ROOT });
  console.log(`\nWritten to ${RESULTS}`);
}
