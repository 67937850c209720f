// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BENCH = fileURLToPath(new URL('..', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The peers, installed on the first run, and again when their versions were changed. */
export function installPeers() {
  const installed = join(BENCH, 'node_modules/.package-lock.json');
  if (!existsSync(installed) || changedAt(installed) < changedAt(join(BENCH, 'package-lock.json'))) {
    console.log('Installing the peers ...');
    // They run without their native parts, and their engines are newer than they need.
    runOrExit('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], BENCH);
  }
}

/** The library, built where that is missing or older than its sources. Returns the folder. */
export function buildLibrary() {
  const dist = join(ROOT, 'dist');
  const built = join(dist, 'index.js');
  if (!existsSync(built) || changedAt(built) < lastChange(join(ROOT, 'lib'))) {
    console.log('Building the library ...');
    runOrExit(process.execPath, [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build', 'stats'], ROOT);
  }
  return dist;
}

/**
 * @param {string} command
 * @param {string[]} parameters
 * @param {string} cwd
 */
function runOrExit(command, parameters, cwd) {
  const { status } = spawnSync(command, parameters, { cwd, stdio: 'inherit' });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path).mtimeMs;
}

/** @param {string} folder */
function lastChange(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Math.max(...files.map((name) => changedAt(join(folder, name))));
}
