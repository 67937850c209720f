import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** What a finished process left; `output` is standard output and standard error as they came, without colours. */
export interface Finished {
  exitCode: number | null;
  stdout: string;
  output: string;
}

/** Installs a package file, and what the package.json of the folder asks for, without touching that package.json. */
export async function installTarball(tarball: string, folder: string): Promise<void> {
  const quiet = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const { exitCode, output } = await run('npm', ['install', '--no-save', ...quiet, tarball], folder);
  if (exitCode !== 0) {
    throw new Error(`npm install failed in ${folder}:\n${output}`);
  }
}

/** Runs a command to its end. */
export async function run(command: string, args: string[], cwd: string): Promise<Finished> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { exitCode, stdout, output: stripVTControlCharacters(output) };
}
