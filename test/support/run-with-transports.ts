import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileLibrary } from './compile-library';
import { temporaryFolder } from './temporary-folder';

const root = join(__dirname, '../..');

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** False: the optional packages are found and cannot be loaded, wherever the machine may have them. */
  readonly withPackages?: boolean;
  /** Closes the reading end of the standard output at its first bytes. */
  readonly closesOutput?: boolean;
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script in a process of its own, in which `createTransport(url)` makes a transport. Ends by itself or is killed by
 * the test's time limit.
 */
export function runWithTransports(script: string, options: RunOptions = {}): Promise<RunResult> {
  const folder = temporaryFolder();
  compileLibrary(folder, ['common', 'transports']);
  const file = join(folder, 'script.js');
  const prelude = `
    const { createTransport: create } = require('./transports/create-transport');
    const context = { random: () => 0, onError: (error) => console.error(error.message) };
    const createTransport = (options) => create(options, context);
    process.on('uncaughtException', (error) => { console.error('UNCAUGHT', error); process.exit(99); });
  `;
  writeFileSync(file, `${prelude}\nvoid (async () => {\n${script}\n})();\n`);
  if (options.withPackages === false) {
    for (const name of ['koffi', 'ws']) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true });
      writeFileSync(join(folder, 'node_modules', name, 'index.js'), 'throw new Error("not to be loaded");');
    }
  }
  const env = { ...process.env, NODE_PATH: join(root, 'node_modules'), ...options.env };
  const child = spawn(process.execPath, [file], { env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (options.closesOutput === true) {
      child.stdout.destroy();
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
