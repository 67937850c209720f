import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { TransportOptions } from '../../lib/transports/transport-options';
import { temporaryFolder } from './temporary-folder';

export type FaultServerKind = 'udp' | 'tcp' | 'unix' | 'unixstream' | 'http' | 'ws';

/** What an HTTP server does with one request; afterwards it is 204. Without a status it takes the body and never answers. */
export interface FaultAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Resets the connection at the first bytes of the body. */
  readonly reset?: boolean;
}

export interface FaultServerOptions {
  /** False: accepts, and does not read until told `read`. */
  readonly reads?: boolean;
  readonly answers?: readonly FaultAnswer[];
  /** Resets the first connection that has brought so much. */
  readonly resetAfterBytes?: number;
}

/** What the process is started with. */
export interface FaultServerSetup extends FaultServerOptions {
  readonly kind: FaultServerKind;
  readonly port: number;
  readonly path?: string;
  readonly log: string;
}

interface Message {
  readonly port?: number;
  readonly received?: number;
  readonly connections?: number;
  readonly answered?: number;
  readonly vanished?: boolean;
}

const MAIN = join(__dirname, 'fault-server-main.cjs');

/** A metrics server in a process of its own, which can be killed and started again at the same place. */
export class FaultServer {
  private process: ChildProcess | undefined;
  private readonly listeners = new Set<() => void>();
  private receivedTotal = 0;
  private connectionTotal = 0;
  private answerTotal = 0;
  private hasVanished: boolean | undefined;

  private constructor(private setup: FaultServerSetup) {}

  static async start(kind: FaultServerKind, options: FaultServerOptions = {}): Promise<FaultServer> {
    const folder = temporaryFolder();
    const isUnix = kind === 'unix' || kind === 'unixstream';
    const server = new FaultServer({
      kind,
      port: 0,
      ...(isUnix && { path: join(folder, 'stats.sock') }),
      log: join(folder, 'received'),
      reads: true,
      answers: [],
      ...options,
    });
    onTestFinished(() => server.kill());
    await server.startAgain();
    return server;
  }

  get url(): string {
    const { kind, port, path } = this.setup;
    return path === undefined ? `${kind}://127.0.0.1:${port}` : `${kind}://${path}`;
  }

  /** As `url`; lines, where it would be JSON, in which the tags of many values stand once. */
  get lineTransport(): string | TransportOptions {
    const { kind } = this.setup;
    return kind === 'http' || kind === 'ws' ? { type: kind, url: this.url, format: 'lines' } : this.url;
  }

  /** Every number that was read, in that order, by all processes of this place. */
  get numbers(): number[] {
    const { log } = this.setup;
    return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean).map(Number) : [];
  }

  /** Starts the process anew at its place, with other options if told so. */
  async startAgain(options: FaultServerOptions = {}): Promise<void> {
    this.setup = { ...this.setup, ...options };
    if (this.setup.path !== undefined) {
      rmSync(this.setup.path, { force: true });
    }
    const child = fork(MAIN, [JSON.stringify(this.setup)], { execArgv: [] });
    this.process = child;
    let port: number | undefined;
    child.on('message', (message: Message) => {
      port ??= message.port;
      this.note(message);
    });
    await this.until(() => port !== undefined);
    this.setup = { ...this.setup, port: port ?? 0 };
  }

  /** How many numbers have been read since the very start, those that came twice included. */
  get receivedCount(): number {
    return this.receivedTotal;
  }

  /** Resolves when that many numbers have been read since the very start. */
  received(count: number): Promise<void> {
    return this.until(() => this.receivedTotal >= count);
  }

  /** Resolves when that many connections have been made since the very start. */
  connections(count: number): Promise<void> {
    return this.until(() => this.connectionTotal >= count);
  }

  /** Resolves when that many requests have come to their end, whatever they were answered. */
  answered(count: number): Promise<void> {
    return this.until(() => this.answerTotal >= count);
  }

  tell(command: 'read' | 'halfClose'): void {
    this.process?.send(command);
  }

  /** Forgets its connections without a word; false where the machine does not allow that. */
  async vanish(): Promise<boolean> {
    this.process?.send('vanish');
    await this.until(() => this.hasVanished !== undefined);
    return this.hasVanished === true;
  }

  /** Ends as a server that is asked to: reads what there is, and says goodbye. */
  async stop(): Promise<void> {
    await this.ended((child) => child.send('stop'));
  }

  /** Ends at once, and so that nothing can be done about it. */
  async kill(): Promise<void> {
    await this.ended((child) => child.kill('SIGKILL'));
  }

  /** Stands still, connections and all, until `thaw()`. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  private note({ received, connections = 0, answered, vanished }: Message): void {
    this.receivedTotal = received ?? this.receivedTotal;
    this.connectionTotal += connections;
    this.answerTotal += answered === undefined ? 0 : 1;
    this.hasVanished = vanished ?? this.hasVanished;
    this.listeners.forEach((listener) => listener());
  }

  private async ended(end: (child: ChildProcess) => void): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      end(child);
      await closed;
    }
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
