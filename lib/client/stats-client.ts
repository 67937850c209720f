import { performance } from 'node:perf_hooks';
import type { DeliveryReport, FlushResult } from '../delivery/delivery-report';
import { assemble, type Assembly } from './assemble';
import { isLate } from './deadline';
import { giveWay } from './give-way';
import { resolveClientOptions } from './resolve-client-options';
import { Scope } from './scope';
import type { StatsClientOptions } from './stats-client-options';
import { Telemetry } from './telemetry';

/** How often a client that sends every call at once looks for idle series. */
const HOUSEKEEPING_MS = 2_000;
/** A transport may take this long to close even where the time of the client is used up. */
const MIN_CLOSE_MS = 100;

/**
 * A client of a metrics server: the root of all scopes. It keeps no process alive; `close()` sends what is left.
 *
 * @example
 * const stats = new StatsClient({ transport: 'udp://127.0.0.1:8125', prefix: 'shop' });
 * stats.incr('orders.placed', 1, { channel: 'web' });
 * await stats.close();
 */
export class StatsClient extends Scope {
  private readonly parts: Assembly;
  private readonly timeoutMs: number;
  private readonly telemetry: Telemetry | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private closing: Promise<FlushResult> | undefined;

  /** @throws StatsError `STATS_INVALID_OPTION` with every wrong option; `STATS_MISSING_PACKAGE` */
  constructor(options: StatsClientOptions = {}) {
    const resolved = resolveClientOptions(options);
    const parts = assemble(resolved);
    super(parts.recorder, parts.place);
    this.parts = parts;
    this.timeoutMs = resolved.shutdownTimeoutMs;
    this.every(resolved.flushIntervalMs || HOUSEKEEPING_MS, () => this.tick());
    if (resolved.telemetry !== undefined) {
      const telemetry = new Telemetry(this.scope(resolved.telemetry.prefix), () => this.report());
      this.telemetry = telemetry;
      this.every(resolved.telemetry.intervalMs, () => telemetry.record());
    }
  }

  /** True from the moment `close()` is called: what is recorded from then on is counted under `dropped.closed`. */
  get closed(): boolean {
    return this.closing !== undefined;
  }

  /** Opens the transport ahead of the first packet. Never rejects: a server that is down is told of, and tried again. */
  async open(): Promise<void> {
    await this.parts.queue.open();
  }

  /**
   * Reads observed gauges and sends all that was recorded before the call.
   *
   * @param options `timeoutMs`: how long to wait for the transport; default `shutdownTimeoutMs`. What is not sent by then
   * stays queued.
   */
  flush(options?: { timeoutMs?: number }): Promise<FlushResult> {
    return this.measure(() => isLate(this.deliver(), options?.timeoutMs ?? this.timeoutMs));
  }

  /**
   * Flushes once more, then gives everything back. Calls after the first return its promise.
   *
   * @param options `timeoutMs`: how long to wait for the transport; default `shutdownTimeoutMs`. What is not sent by then is
   * dropped and counted.
   */
  close(options?: { timeoutMs?: number }): Promise<FlushResult> {
    this.closing ??= this.measure(() => this.shutDown(options?.timeoutMs ?? this.timeoutMs));
    return this.closing;
  }

  /** Plain numbers since the start. */
  report(): DeliveryReport {
    const { ledger, queue, table, transport } = this.parts;
    const { sampledOut, lines, packets, bytes, droppedTags, lastError, dropped } = ledger;
    return {
      recorded: table.calls,
      sampledOut,
      lines,
      packets,
      bytes,
      queuedBytes: queue.bytes,
      connected: transport.connected ?? true,
      reconnects: transport.reconnects ?? 0,
      series: table.size,
      droppedTags,
      ...(lastError && { lastError }),
      dropped: { ...dropped },
    };
  }

  /** @internal For how long nothing has been delivered though something was to be, in milliseconds. */
  get silentMs(): number {
    return this.parts.queue.silentMs;
  }

  private every(ms: number, act: () => void): void {
    this.timers.push(setInterval(act, ms).unref());
  }

  private tick(): void {
    if (!this.parts.flusher.isRunning) {
      void this.write();
    }
  }

  private async deliver(): Promise<void> {
    await this.write();
    await this.parts.queue.drained();
  }

  /** Not an async function: where no gauge keeps it waiting, a small flush is done when this returns. */
  private write(): Promise<void> {
    const { flusher } = this.parts;
    return this.readGauges() ? giveWay().then(() => flusher.flush()) : flusher.flush();
  }

  /** True where a gauge answers with a promise; one that settles at once is in time for the flush. */
  private readGauges(): boolean {
    const { gate, observations } = this.parts;
    return gate.isOpen && observations.read().length > 0;
  }

  private async shutDown(timeoutMs: number): Promise<boolean> {
    const { queue, transport } = this.parts;
    for (const timer of this.timers) {
      clearInterval(timer);
    }
    const deadline = performance.now() + timeoutMs;
    const draining = this.drain();
    const timedOut = await isLate(draining, timeoutMs);
    if (timedOut) {
      queue.abandon();
      // Nothing holds the rest up now: it is written so that it is counted.
      await draining;
    }
    // One's own transport may throw, or return no promise.
    const closed = (async () => transport.close())();
    await isLate(closed, Math.max(MIN_CLOSE_MS, deadline - performance.now()));
    return timedOut;
  }

  private async drain(): Promise<void> {
    const { gate, flusher, queue } = this.parts;
    this.telemetry?.record();
    if (this.readGauges()) {
      await giveWay();
    }
    gate.close();
    await flusher.flush();
    await queue.drained();
  }

  private async measure(work: () => Promise<boolean>): Promise<FlushResult> {
    const { ledger } = this.parts;
    const { lines, packets, bytes, droppedLines } = ledger;
    const timedOut = await work();
    return {
      lines: ledger.lines - lines,
      packets: ledger.packets - packets,
      bytes: ledger.bytes - bytes,
      dropped: ledger.droppedLines - droppedLines,
      timedOut,
    };
  }
}
