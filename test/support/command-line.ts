import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileLibrary } from './compile-library';

const PARTS = ['bin', 'client', 'collector', 'common', 'delivery', 'dialects', 'metrics', 'transports'];
const ASSETS = { from: 'lib/collector/page/assets', to: 'dist/collector/page/assets' };

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs in a process of its own. */
export interface RunningCommand {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Resolves with the first match in what it has printed or prints yet, on either stream. Rejects when it ends without one. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
}

/** `nestjs-stats`, compiled into a folder of its own. */
export class CommandLine {
  private readonly children = new Set<ChildProcessWithoutNullStreams>();

  constructor(private readonly folder: string) {
    compileLibrary(join(folder, 'dist'), PARTS);
    cpSync(join(__dirname, '../..', ASSETS.from), join(folder, ASSETS.to), { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '1.2.3', type: 'commonjs' }));
  }

  start(args: readonly string[], env: Record<string, string> = {}): RunningCommand {
    const child = spawn(process.execPath, [join(this.folder, 'dist/bin/main.js'), ...args], {
      env: { PATH: process.env['PATH'], ...env },
    });
    this.children.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (exitCode) => {
        this.children.delete(child);
        resolve({ exitCode, stdout, stderr });
      });
    });
    const prints = (pattern: RegExp): Promise<RegExpExecArray> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(stderr) ?? pattern.exec(stdout);
          if (match !== null) {
            resolve(match);
          }
        };
        look();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.once('close', () => reject(new Error(`It ended without printing ${pattern}:\n${stderr}${stdout}`)));
      });
    return { child, ended, prints };
  }

  /** Runs a command to its end; `input` is what it reads. */
  async run(
    args: readonly string[],
    { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
  ): Promise<Ended> {
    const { child, ended } = this.start(args, env);
    child.stdin.end(input);
    return ended;
  }

  /** Ends what still runs. */
  stop(): void {
    this.children.forEach((child) => child.kill('SIGKILL'));
  }
}
