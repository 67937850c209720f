import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as TypeScript from 'typescript';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

const root = join(__dirname, '../..');
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
    compileInto(folder);
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

/** The client and the floors below it as JavaScript: node runs no TypeScript, and no build is needed for this. */
function compileInto(folder: string): void {
  const ts = createRequire(__filename)('typescript') as typeof TypeScript;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  for (const floor of FLOORS) {
    const names = readdirSync(join(root, 'lib', floor), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((each) => each.endsWith('.ts'))) {
      const target = join(folder, floor, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const source = readFileSync(join(root, 'lib', floor, name), 'utf8');
      writeFileSync(target, ts.transpileModule(source, { compilerOptions }).outputText);
    }
  }
}
