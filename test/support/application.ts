import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { StatsClientOptions } from '../../lib/client/stats-client-options';
import type { DeliveryReport, FlushResult } from '../../lib/delivery/delivery-report';
import { compileLibrary } from './compile-library';

export interface ApplicationOptions extends Omit<StatsClientOptions, 'random' | 'clock' | 'onError'> {
  /** Of the load. */
  linesAMs?: number;
  /** Waits of the library from 10 seconds on are so many times shorter. */
  divideTimeBy?: number;
  /** What the application listens to, to close its client before it ends; and whether all host names are found, or none. */
  hooks?: ('SIGTERM' | 'uncaughtException' | 'answerLookUps' | 'failLookUps')[];
  env?: NodeJS.ProcessEnv;
}

/** What an application has seen of its client when it has closed it. */
export interface Findings {
  readonly report: DeliveryReport;
  readonly closed: FlushResult;
  readonly closeMs: number;
  /** What the client told of. */
  readonly told: string[];
  /** Anything that a client must not do to an application: uncaught errors, unhandled rejections, warnings. */
  readonly errors: string[];
  readonly peakQueuedBytes: number;
  readonly peakRssBytes: number;
  readonly rssAtStart: number;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** What the client reported at the very end, and how many metrics it was given; nothing where the process was killed. */
  readonly last: { readonly report: DeliveryReport; readonly calls: number } | undefined;
}

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly recorded?: number;
  readonly lookedUp?: string;
  readonly told?: string;
}

interface Calls {
  load(): void;
  hold(): void;
  record(lines: number): void;
  flush(timeoutMs?: number): FlushResult;
  report(): DeliveryReport;
  heldBytes(): number;
  failLookUps(): void;
  answerLookUps(): void;
  finish(): Findings;
}

const MAIN = join(__dirname, 'application-main.cjs');

/** Compiles the library for the applications of a spec file; gives the folder once it is there. */
export function useApplications(): () => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-'));
    compileLibrary(folder, ['common', 'dialects', 'transports', 'metrics', 'delivery', 'client']);
  }, 30_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** An application in a process of its own, which records under load and counts what it sees. */
export class Application {
  private readonly answers = new Map<number, (result: unknown) => void>();
  private readonly listeners = new Set<() => void>();
  private callCount = 0;
  private recordedCount = 0;
  private lookUps = 0;
  private readonly told: string[] = [];
  private stdout = '';
  private stderr = '';
  private readonly exit: Promise<Ending>;

  private constructor(private readonly process: ChildProcess) {
    process.stdout?.on('data', (text: Buffer) => (this.stdout += text.toString()));
    process.stderr?.on('data', (text: Buffer) => (this.stderr += text.toString()));
    process.on('message', (message: Message) => this.hear(message));
    this.exit = once(process, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stderr: this.stderr,
      last: this.stdout === '' ? undefined : (JSON.parse(this.stdout) as Ending['last']),
    }));
  }

  static async start(library: string, options: ApplicationOptions): Promise<Application> {
    const { linesAMs = 20, divideTimeBy = 1, hooks = [], env: given, ...client } = options;
    const setup = { library, options: client, linesAMs, divideTimeBy, hooks };
    const env = { ...process.env, NODE_PATH: join(__dirname, '../../node_modules'), ...given };
    const child = fork(MAIN, [JSON.stringify(setup)], { execArgv: ['--expose-gc'], env, silent: true });
    const application = new Application(child);
    onTestFinished(() => application.kill());
    await once(child, 'message');
    return application;
  }

  /** How many metrics have been recorded. */
  get recorded(): number {
    return this.recordedCount;
  }

  /** Has the application do something, and waits for the answer. */
  do<Name extends keyof Calls>(call: Name, ...[argument]: Parameters<Calls[Name]>): Promise<ReturnType<Calls[Name]>> {
    const id = (this.callCount += 1);
    return new Promise((resolve) => {
      this.answers.set(id, resolve as (result: unknown) => void);
      this.process.send({ id, call, argument });
    });
  }

  /** Has it end in a way that leaves nobody to answer. */
  end(call: 'exit' | 'throwUncaught' | 'letGo', argument?: number): void {
    this.process.send({ id: 0, call, argument });
  }

  /** Resolves when so many metrics more have been recorded. */
  records(more: number): Promise<void> {
    const count = this.recordedCount + more;
    return this.until(() => this.recordedCount >= count);
  }

  /** Resolves when so many look-ups more have been asked for. */
  looksUp(more: number): Promise<void> {
    const count = this.lookUps + more;
    return this.until(() => this.lookUps >= count);
  }

  /** Resolves when the client has told of that. */
  tells(what: string): Promise<void> {
    return this.until(() => this.told.some((message) => message.includes(what)));
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** Closes the client, and waits for the process to find that it has nothing left to do. */
  async finish(): Promise<Findings & { ending: Ending }> {
    const findings = await this.do('finish');
    this.end('letGo');
    return { ...findings, ending: await this.exit };
  }

  ended(): Promise<Ending> {
    return this.exit;
  }

  private async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exit;
  }

  private hear({ id, result, recorded, lookedUp, told }: Message): void {
    this.recordedCount = recorded ?? this.recordedCount;
    this.lookUps += lookedUp === undefined ? 0 : 1;
    this.told.push(...(told === undefined ? [] : [told]));
    if (id !== undefined) {
      this.answers.get(id)?.(result);
    }
    this.listeners.forEach((listener) => listener());
  }

  private until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const listener = (): void => {
        if (condition()) {
          this.listeners.delete(listener);
          resolve();
        }
      };
      this.listeners.add(listener);
      listener();
    });
  }
}
