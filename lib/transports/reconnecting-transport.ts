import { Backoff } from './backoff';
import type { Dial, Link } from './link';
import type { Framing, Transport } from './transport';
import type { TransportContext } from './transport-context';
import { transportError } from './transport-error';

export interface ReconnectingOptions {
  readonly name: string;
  /** The URL of the server, without secrets: for messages. */
  readonly target: string;
  readonly framing: Framing;
  readonly maxPacketBytes: number;
  readonly defaultPacketBytes: number;
  /** The limit of one attempt. */
  readonly connectTimeoutMs: number;
  /** A connection older than this is replaced between two packets. */
  readonly maxConnectionAgeMs?: number | undefined;
  /** A server that takes nothing for so long is given up. @default 30 seconds */
  readonly stallTimeoutMs?: number | undefined;
  readonly dial: Dial;
}

interface PendingPacket {
  readonly packet: Uint8Array;
  resolve(): void;
  reject(error: Error): void;
}

// A connection that lived shorter than this has not ended the trouble: the delays go on growing.
const STABLE_MS = 1_000;

// Also bounds how long a write that cannot end keeps an otherwise finished process alive: the runtime counts it as work.
const STALLED_MS = 30_000;

/**
 * Sends over a connection that is made at the first need and again for ever, with growing delays. A packet waits for the
 * connection; one whose write had not completed is sent again whole on the next. What the kernel had taken when the server
 * died can be lost.
 */
export class ReconnectingTransport implements Transport {
  readonly name: string;
  readonly framing: Framing;
  readonly maxPacketBytes: number;
  readonly defaultPacketBytes: number;
  private readonly backoff: Backoff;
  private link: Link | undefined;
  private upSince: number | undefined;
  private upCount = 0;
  private renewals = 0;
  private pending: PendingPacket | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  /** Of the attempt to connect, then of the write. */
  private limitTimer: NodeJS.Timeout | undefined;
  private closing: Promise<void> | undefined;
  private firstAttemptEnded: (() => void) | undefined;

  constructor(
    private readonly options: ReconnectingOptions,
    private readonly context: TransportContext,
  ) {
    ({
      name: this.name,
      framing: this.framing,
      maxPacketBytes: this.maxPacketBytes,
      defaultPacketBytes: this.defaultPacketBytes,
    } = options);
    this.backoff = new Backoff(() => context.random());
  }

  get connected(): boolean {
    return this.upSince !== undefined;
  }

  /** Connections replaced for their age are not counted: they were not lost. */
  get reconnects(): number {
    return Math.max(0, this.upCount - 1 - this.renewals);
  }

  /** Resolves when the first attempt has ended, well or not. */
  open(): Promise<void> {
    if (this.closing !== undefined || this.upCount > 0) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.firstAttemptEnded = resolve;
      this.connect();
    });
  }

  send(packet: Uint8Array): Promise<void> {
    if (this.closing !== undefined) {
      return Promise.reject(transportError(`The transport ${this.options.target} is closed`));
    }
    return new Promise((resolve, reject) => {
      this.pending = { packet, resolve, reject };
      if (this.isTooOld()) {
        this.renew();
      } else if (this.connected) {
        this.write();
      } else {
        this.connect();
      }
    });
  }

  /** A connection with nothing left to write says goodbye, for 100 ms at most; else it is dropped. */
  close(): Promise<void> {
    this.closing ??= this.shut();
    return this.closing;
  }

  private async shut(): Promise<void> {
    const { link, pending } = this;
    const mayEnd = this.connected && pending === undefined;
    clearTimeout(this.retryTimer);
    this.forgetLink();
    this.pending = undefined;
    pending?.reject(transportError(`The transport ${this.options.target} was closed before a packet was sent`));
    this.endFirstAttempt();
    if (mayEnd) {
      await link?.end();
    } else {
      link?.destroy();
    }
  }

  private connect(): void {
    if (this.link !== undefined || this.retryTimer !== undefined) {
      return;
    }
    try {
      const link: Link = this.options.dial({
        up: () => {
          if (this.link === link) {
            this.goUp();
          }
        },
        down: (cause) => {
          if (this.link === link) {
            this.goDown(cause);
          }
        },
      });
      this.link = link;
      this.limit(this.options.connectTimeoutMs, 'no connection');
    } catch (error) {
      this.goDown(error);
    }
  }

  private goUp(): void {
    clearTimeout(this.limitTimer);
    this.upSince = performance.now();
    this.upCount += 1;
    this.endFirstAttempt();
    if (this.pending !== undefined) {
      this.write();
    }
  }

  private goDown(cause: unknown): void {
    const { link, upSince } = this;
    this.forgetLink();
    link?.destroy();
    if (upSince !== undefined && performance.now() - upSince >= STABLE_MS) {
      this.backoff.reset();
    }
    this.retryTimer = setTimeout(() => {
      this.retryTimer = undefined;
      this.connect();
    }, this.backoff.nextMs());
    this.retryTimer.unref();
    this.context.onError(
      transportError(
        upSince === undefined
          ? `Could not connect to ${this.options.target}, it is tried again until it works`
          : `The connection to ${this.options.target} was lost and is made again`,
        cause,
      ),
    );
    this.endFirstAttempt();
  }

  private write(): void {
    const { link, pending } = this;
    if (link === undefined || pending === undefined) {
      return;
    }
    this.limit(this.options.stallTimeoutMs ?? STALLED_MS, 'the server took nothing');
    link.write(pending.packet, (refusal) => {
      // After a loss the same packet is another link's to finish.
      if (this.link !== link || this.pending !== pending) {
        return;
      }
      clearTimeout(this.limitTimer);
      this.pending = undefined;
      if (refusal === undefined) {
        pending.resolve();
      } else {
        pending.reject(refusal);
      }
    });
  }

  private isTooOld(): boolean {
    const { maxConnectionAgeMs } = this.options;
    return (
      maxConnectionAgeMs !== undefined &&
      this.upSince !== undefined &&
      performance.now() - this.upSince > maxConnectionAgeMs
    );
  }

  private renew(): void {
    const { link } = this;
    this.forgetLink();
    this.renewals += 1;
    void link?.end();
    this.connect();
  }

  private forgetLink(): void {
    clearTimeout(this.limitTimer);
    this.link = undefined;
    this.upSince = undefined;
  }

  private limit(ms: number, what: string): void {
    this.limitTimer = setTimeout(() => this.goDown(`${what} within ${ms} ms`), ms);
    this.limitTimer.unref();
  }

  private endFirstAttempt(): void {
    this.firstAttemptEnded?.();
    this.firstAttemptEnded = undefined;
  }
}
