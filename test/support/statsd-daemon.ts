import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

interface Ports {
  readonly udp: number;
  readonly tcp: number;
  readonly management: number;
}

interface Message {
  readonly ports?: Ports;
  readonly received?: number;
  readonly sets?: Record<string, string[]>;
}

const STARTUP_MS = 15_000;
const DAY_MS = 86_400_000;

/**
 * The npm `statsd` daemon in a process of its own: the real server that our lines are held against. It never flushes while
 * a test runs, so what it shows is the sum of all that came since the start.
 *
 * @example
 * await using daemon = await StatsdDaemon.start();
 * // … send to daemon.urls.udp …
 * await daemon.waitForLines(1);
 * await daemon.counters(); // { 'orders.placed': 1 }
 */
export class StatsdDaemon {
  /** Of the daemon's metrics: all lines that were seen, the bad ones too. */
  private received = 0;
  private readonly listeners = new Set<(message: Message) => void>();
  private text = '';

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private ports: Ports,
  ) {
    child.on('message', (message: Message) => {
      this.received = message.received ?? this.received;
      this.listeners.forEach((listener) => listener(message));
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.text += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.text += text));
  }

  static async start(): Promise<StatsdDaemon> {
    const folder = await mkdtemp(join(tmpdir(), 'statsd-daemon-'));
    await writeFile(join(folder, 'config.js'), configText(join(folder, 'statsd.sock')));
    const main = join(__dirname, 'statsd-daemon-main.cjs');
    const child = fork(main, [join(folder, 'config.js')], { execArgv: [], silent: true });
    const daemon = new StatsdDaemon(child, folder, { udp: 0, tcp: 0, management: 0 });
    const { ports } = await daemon.nextMessage((message) => message.ports !== undefined, STARTUP_MS, 'be up');
    daemon.ports = ports ?? daemon.ports;
    return daemon;
  }

  /** As a client's `transport` takes them. The Unix socket is a stream. */
  get urls(): { udp: string; tcp: string; unix: string } {
    return {
      udp: `udp://127.0.0.1:${this.ports.udp}`,
      tcp: `tcp://127.0.0.1:${this.ports.tcp}`,
      unix: `unix://${join(this.folder, 'statsd.sock')}`,
    };
  }

  /** What the daemon printed: among others a line for each bad line that it saw. */
  get output(): string {
    return this.text;
  }

  /** Resolves when the daemon has read that many lines since its start, good or bad. */
  async waitForLines(count: number, { timeoutMs = 4_000 } = {}): Promise<void> {
    if (this.received < count) {
      await this.nextMessage(() => this.received >= count, timeoutMs, `have read ${count} lines`);
    }
  }

  /** Sums scaled by their rates; the daemon's own left out. */
  counters(): Promise<Record<string, number>> {
    return this.inspect<number>('counters');
  }

  /** Every value that came. */
  timers(): Promise<Record<string, number[]>> {
    return this.inspect<number[]>('timers');
  }

  gauges(): Promise<Record<string, number>> {
    return this.inspect<number>('gauges');
  }

  /** The distinct members. */
  async sets(): Promise<Record<string, string[]>> {
    const answer = this.nextMessage((message) => message.sets !== undefined, 5_000, 'show its sets');
    this.child.send('sets');
    return (await answer).sets ?? {};
  }

  /** The daemon's health, `messages.bad_lines_seen` among it. */
  async stats(): Promise<Record<string, number>> {
    const lines = (await this.ask('stats')).trim().split('\n');
    return Object.fromEntries(lines.map((line) => line.split(': ')).map(([name = '', value]) => [name, Number(value)]));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exit = once(this.child, 'exit');
      this.child.kill();
      await exit;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private async inspect<Value>(command: string): Promise<Record<string, Value>> {
    // The daemon prints its objects as JavaScript writes them. Copied into objects of this realm, for comparisons.
    const printed = runInNewContext(`JSON.stringify(${await this.ask(command)})`) as string;
    const all = Object.entries(JSON.parse(printed) as Record<string, Value>);
    return Object.fromEntries(all.filter(([name]) => !name.startsWith('statsd.')));
  }

  /** Puts a command to the management port; the answer stands before `END`. */
  private async ask(command: string): Promise<string> {
    const socket = connect(this.ports.management, '127.0.0.1').setEncoding('utf8');
    socket.write(`${command}\n`);
    let answer = '';
    for await (const text of socket as AsyncIterable<string>) {
      answer += text;
      if (answer.endsWith('END\n\n')) {
        break;
      }
    }
    return answer.slice(0, -'END\n\n'.length);
  }

  private nextMessage(isIt: (message: Message) => boolean, timeoutMs: number, what: string): Promise<Message> {
    return new Promise((resolve, reject) => {
      const settle = (message?: Message): void => {
        clearTimeout(timer);
        this.listeners.delete(listener);
        this.child.off('exit', onExit);
        if (message === undefined) {
          const state = `it has read ${this.received} lines and printed:\n${this.text}`;
          reject(new Error(`The statsd daemon should ${what} within ${timeoutMs} ms; ${state}`));
        } else {
          resolve(message);
        }
      };
      const listener = (message: Message): void => {
        if (isIt(message)) {
          settle(message);
        }
      };
      const onExit = (): void => settle();
      const timer = setTimeout(onExit, timeoutMs);
      this.listeners.add(listener);
      this.child.once('exit', onExit);
    });
  }
}

// The text '0', not the number: the daemon replaces a false port by its default. So no port is chosen before it is taken.
function configText(socketPath: string): string {
  return JSON.stringify({
    servers: [
      { server: './servers/udp', address: '127.0.0.1', port: '0' },
      { server: './servers/tcp', address: '127.0.0.1', port: '0' },
      { server: './servers/tcp', socket: socketPath },
    ],
    mgmt_address: '127.0.0.1',
    mgmt_port: '0',
    flushInterval: DAY_MS,
    backends: [],
    automaticConfigReload: false,
    title: false,
  });
}
