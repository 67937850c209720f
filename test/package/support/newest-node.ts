import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';
import { run } from './run';

/** Names the packages that hold nothing but the binary for one platform; npm installs the one that fits, if there is one. */
const FIXTURE = join(ROOT, 'test/package/fixtures/newest-node');

interface Manifest {
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const { optionalDependencies } = JSON.parse(readFileSync(join(FIXTURE, 'package.json'), 'utf8')) as Manifest;

/** The newest Node that the packages are made of: all have one version. */
export const NEWEST_NODE = Object.values(optionalDependencies)[0] ?? '';

/** Installs it into an empty folder and resolves with the path of the binary: none where npm has none for this platform. */
export async function installNewestNode(folder: string): Promise<string | undefined> {
  cpSync(FIXTURE, folder, { recursive: true });
  const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const { exitCode, output } = await run('npm', ['install', ...quiet], folder);
  if (exitCode !== 0) {
    throw new Error(`npm install failed in ${folder}:\n${output}`);
  }
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return Object.keys(optionalDependencies)
    .map((name) => join(folder, 'node_modules', name, binary))
    .find((path) => existsSync(path));
}
