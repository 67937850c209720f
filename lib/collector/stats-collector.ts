import type { Clock } from '../common/clock';
import type { Inlet, Listener } from './listeners/listener';
import type { ListenerOptions, ListenerName } from './listeners/open-listeners';
import { openListeners } from './listeners/open-listeners';
import { MetricStore } from './metric-store';
import { parseJsonBody } from './parse-json-body';
import type { PacketLine } from './parse-packet';
import { parsePacket } from './parse-packet';
import { servePage } from './page/page-server';
import { refused } from './parsed-line';
import type { StoreSnapshot, StoreTotals } from './store-snapshot';
import { BoundedLog } from './store/bounded-log';
import type { SeriesSnapshot } from './store/series';
import { WaitingList } from './waiting-list';
import type { WireDialect } from './wire-dialect';

export interface StatsCollectorOptions extends ListenerOptions {
  /** How lines are written. @default found out for each line from its marks */
  dialect?: WireDialect | undefined;
  /** Asked of HTTP and WebSocket clients. @default nothing is asked */
  secret?: string | undefined;
  /** The address that UDP, TCP, HTTP, WebSocket and the page bind to. @default '127.0.0.1' */
  host?: string | undefined;
  /**
   * Serves the live page, which shows what arrives as it arrives: its port, `true` for any free one. For development: it
   * is open to everyone who can reach it.
   * @default not served
   */
  page?: number | boolean | undefined;
  /** Live series; when one more comes, those go that were silent for the longest. @default 10_000 */
  maxSeries?: number | undefined;
  /** Lines that `lines()` remembers, the latest. @default 10_000 */
  maxLines?: number | undefined;
  /** @default the system's */
  clock?: Clock | undefined;
}

export interface WaitForOptions {
  /** Below the time that vitest and jest give a test, so that it is this error that is seen. @default 3000 */
  timeoutMs?: number | undefined;
}

const DEFAULT_MAX_LINES = 10_000;
const MAX_LINE_CHARS = 16_777_216;
const LINES_IN_ERROR = 20;

/**
 * A real server for metrics, for tests and development: listens, parses strictly, folds what it understood into series and
 * counts what it refused. Its memory is bounded whatever comes.
 *
 * @example
 * await using collector = await StatsCollector.start();
 * const stats = new StatsClient({ transport: collector.url });
 * stats.incr('orders.placed');
 * await stats.close();
 * await collector.waitFor(1);
 * collector.lines(); // ['orders.placed:1|c']
 */
export class StatsCollector {
  private readonly store: MetricStore;
  private readonly log: BoundedLog<string>;
  private readonly waiting = new WaitingList();
  private closing: Promise<void> | undefined;
  private page: Listener | undefined;
  private listeners: readonly (readonly [ListenerName, Listener])[] = [];

  private constructor(private readonly options: StatsCollectorOptions) {
    this.store = new MetricStore({ clock: options.clock, maxSeries: options.maxSeries });
    this.log = new BoundedLog(options.maxLines ?? DEFAULT_MAX_LINES, MAX_LINE_CHARS, (line) => line.length);
  }

  /**
   * Opens what the options name, UDP on a free port when they name nothing. Rejects with the system's error when one cannot
   * be opened, and leaves none open then.
   */
  static async start(options: StatsCollectorOptions = {}): Promise<StatsCollector> {
    const collector = new StatsCollector(options);
    const context = { host: options.host ?? '127.0.0.1', secret: options.secret, inlet: collector.inlet() };
    collector.listeners = await openListeners(options, context);
    try {
      await collector.openPage(context.host);
    } catch (error) {
      await collector.close();
      throw error;
    }
    return collector;
  }

  /** The address of the first listener, as a client's `transport` takes it. */
  get url(): string {
    return this.listeners[0]?.[1].url ?? '';
  }

  /** The address of every listener. */
  get urls(): Partial<Record<ListenerName, string>> {
    return Object.fromEntries(this.listeners.map(([name, { url }]) => [name, url]));
  }

  /** The address of the live page, where it is served. */
  get pageUrl(): string | undefined {
    return this.page?.url;
  }

  /** How many packets came: datagrams, bodies, pieces of a stream as they were read. */
  get packets(): number {
    return this.store.totals.packets;
  }

  get totals(): StoreTotals {
    return this.store.totals;
  }

  /**
   * The latest lines as they came, refused ones too, oldest first. Of a JSON body, each entry as a body of its own.
   */
  lines(): string[] {
    return this.log.toArray();
  }

  /** The series of that name, or of every name, whose tags include all the given ones. Sorted by name, kind and tags. */
  series(name?: string, tags?: Readonly<Record<string, string>>): SeriesSnapshot[] {
    return this.store.series(name, tags);
  }

  snapshot(): StoreSnapshot {
    return this.store.snapshot();
  }

  /**
   * Resolves when so many lines have come since the start, or when the predicate is true; asked whenever something came.
   * After `timeoutMs` it rejects and says what came instead.
   */
  waitFor(
    wanted: number | ((collector: StatsCollector) => boolean),
    { timeoutMs = 3_000 }: WaitForOptions = {},
  ): Promise<void> {
    const isDone = typeof wanted === 'number' ? () => this.totals.lines >= wanted : () => wanted(this);
    const what = typeof wanted === 'number' ? `${wanted} lines` : 'what the predicate asks for';
    return this.waiting.wait(isDone, timeoutMs, () => `Waited ${timeoutMs} ms for ${what}. ${this.describe()}`);
  }

  /** Closes every listener and the page; again: the same promise. What came can still be read. */
  close(): Promise<void> {
    this.closing ??= this.closeListeners();
    return this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async openPage(host: string): Promise<void> {
    const { page } = this.options;
    if (page !== undefined && page !== false) {
      const source = { snapshot: () => this.snapshot(), latestLines: (count: number) => this.log.latest(count) };
      this.page = await servePage(source, page === true ? 0 : page, host);
    }
  }

  private async closeListeners(): Promise<void> {
    this.waiting.abandon(() => `The collector was closed. ${this.describe()}`);
    await Promise.all([...this.listeners.map(([, listener]) => listener.close()), this.page?.close()]);
  }

  private inlet(): Inlet {
    return {
      lines: (bytes) => this.take(parsePacket(bytes, this.options.dialect), bytes.length),
      json: (bytes) => this.take(parseJsonBody(Buffer.from(bytes).toString()), bytes.length),
      refuse: (bytes, reason) => {
        this.take([{ text: Buffer.from(bytes).toString(), parsed: refused(reason) }], bytes.length);
      },
    };
  }

  private take(lines: readonly PacketLine[], bytes: number): readonly PacketLine[] {
    this.store.receive(lines, bytes);
    lines.forEach(({ text }) => this.log.push(text));
    this.waiting.check();
    return lines;
  }

  private describe(): string {
    const { lines, packets, refused: refusedLines } = this.totals;
    const latest = this.lines().slice(-LINES_IN_ERROR);
    const reasons = this.store.snapshot().refused.map(({ line, reason }) => `  refused: ${line} (${reason})`);
    const head = `${lines} lines came in ${packets} packets, ${refusedLines} refused${lines === 0 ? '.' : ', the latest:'}`;
    return [head, ...latest.map((line) => `  ${line}`), ...reasons.slice(-LINES_IN_ERROR)].join('\n');
  }
}
