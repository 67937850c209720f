// @ts-check
/** Builds the library and the sample app where the built files are missing or older than their sources. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The moment of the last change in a folder, in milliseconds. Folders count too: theirs changes when a file is removed.
 *
 * @param {string} folder
 */
function lastChange(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Math.max(...[folder, ...paths].map((path) => statSync(path).mtimeMs));
}

const projects = [
  { script: 'build:lib', sources: 'lib', built: 'dist/index.js' },
  { script: 'build:sample', sources: 'sample-app/src', built: 'sample-app/dist/main.js' },
];

for (const { script, sources, built } of projects) {
  if (!existsSync(built) || statSync(built).mtimeMs < lastChange(sources)) {
    const { status } = spawnSync(`npm run ${script}`, { shell: true, stdio: 'inherit' });
    if (status !== 0) {
      process.exit(status ?? 1);
    }
  }
}
