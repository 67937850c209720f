import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { compileLibrary } from './compile-library';

const COMPILE_LIMIT_MS = 60_000;
const FLOORS = ['common', 'dialects', 'transports', 'metrics', 'delivery', 'client'];

export interface ClientRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start of the script to the end of the process, in milliseconds. */
  readonly ms: number;
}

/**
 * What runs a script in a process of its own, in which `StatsClient` is there, and `say(value)`, which writes a line of JSON
 * to the standard output. The process ends by itself, or is killed with its test. To be called once a spec file.
 */
export function clientProcesses(): (script: string, flags?: readonly string[]) => Promise<ClientRun> {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-'));
    compileLibrary(folder, FLOORS);
  }, COMPILE_LIMIT_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (script, flags = []) => run(join(folder, 'script.js'), script, flags);
}

function run(file: string, script: string, flags: readonly string[]): Promise<ClientRun> {
  const prelude = `
    const { StatsClient } = require('./client/stats-client');
    const say = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
  `;
  writeFileSync(file, `${prelude}\nvoid (async () => {\n${script}\n})();\n`);
  const child = spawn(process.execPath, [...flags, file]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const startedAt = performance.now();
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr, ms: performance.now() - startedAt });
    });
  });
}
