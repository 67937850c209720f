import { systemClock, type Clock } from '../common/clock';
import type { Ledger } from '../common/ledger';
import { show } from '../common/show';
import { StatsError } from '../common/stats-error';
import type { Transport } from '../transports/transport';
import type { Packet, PacketSink } from './packet';
import { PacketDeque } from './packet-deque';
import { Silence } from './silence';

export interface QueueLimits {
  readonly maxBytes: number;
  readonly overflow: 'drop-oldest' | 'drop-newest';
}

/**
 * Packets on their way to the transport: sent one at a time and in order, at most `maxBytes` waiting. What does not fit is
 * dropped; every line ends up in the ledger, as sent or under the reason why not.
 */
export class SendQueue implements PacketSink {
  private readonly waiting = new PacketDeque();
  /** The packet that the transport has; it cannot be dropped any more. */
  private inFlight: Packet | undefined;
  /** How many packets were taken in, up to and with the one in flight. */
  private flying = 0;
  /** How many packets were taken in so far. */
  private accepted = 0;
  private isPumping = false;
  private isAbandoned = false;
  /** True since a packet was dropped as the newest, until the queue is empty. */
  private isThinned = false;
  private opening: Promise<void> | undefined;
  private listeners: (() => void)[] = [];
  private readonly silence: Silence;

  constructor(
    private readonly transport: Transport,
    private readonly limits: QueueLimits,
    private readonly ledger: Ledger,
    clock: Clock = systemClock,
  ) {
    this.silence = new Silence(clock);
  }

  get bytes(): number {
    return this.waiting.bytes + (this.inFlight?.bytes.length ?? 0);
  }

  get isIdle(): boolean {
    return this.inFlight === undefined && this.waiting.size === 0;
  }

  /** True while a flush had better wait before it writes on. */
  get isCrowded(): boolean {
    return this.bytes * 2 > this.limits.maxBytes;
  }

  /** For how long nothing has been delivered though something was to be, in milliseconds. */
  get silentMs(): number {
    return this.silence.ms(!this.isIdle);
  }

  /** Resolves when every packet that is here now has left, or was dropped; later ones are not waited for. */
  drained(): Promise<void> {
    const last = this.accepted;
    // What waits is always the end of what was taken in.
    return this.until(
      () => this.accepted - this.waiting.size >= last && (this.inFlight === undefined || this.flying > last),
    );
  }

  /** Opens the transport. What goes wrong is told, and left to the transport to mend. */
  open(): Promise<void> {
    this.opening ??= this.openTransport();
    return this.opening;
  }

  push(packet: Packet): void {
    if (this.isAbandoned) {
      this.drop('transport', packet, 'the client was closed');
    } else if (this.transport.sendSync !== undefined) {
      this.settle(packet, this.sendNow(packet));
    } else if (this.makeRoom(packet.bytes.length)) {
      this.waiting.push(this.isThinned ? alone(packet) : packet);
      this.accepted += 1;
      this.silence.begin();
      void this.pump();
    } else {
      this.isThinned = true;
      this.drop('queueFull', packet, `the queue holds ${this.limits.maxBytes} bytes (option queue.maxBytes)`);
    }
  }

  /** Resolves as soon as the condition holds; asked whenever a packet has left. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => this.listeners.push(resolve));
    }
  }

  /** Waits until it is crowded no more, but no longer than that; false where it still is. */
  async thins(timeoutMs: number): Promise<boolean> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.notify();
    }, timeoutMs).unref();
    await this.until(() => isLate || !this.isCrowded);
    clearTimeout(timer);
    return !this.isCrowded;
  }

  /** Gives up all that has not left, and whatever comes later. */
  abandon(): void {
    this.isAbandoned = true;
    const left = this.inFlight;
    this.inFlight = undefined;
    for (let packet = left ?? this.waiting.shift(); packet !== undefined; packet = this.waiting.shift()) {
      this.drop('transport', packet, 'the transport did not take it before the client was closed');
    }
    this.notify();
  }

  private async pump(): Promise<void> {
    if (this.isPumping) {
      return;
    }
    this.isPumping = true;
    if (this.transport.open !== undefined) {
      await this.open();
    }
    for (let packet = this.waiting.shift(); packet !== undefined; packet = this.waiting.shift()) {
      this.inFlight = packet;
      this.flying = this.accepted - this.waiting.size;
      let failure: StatsError | undefined;
      // Not in a function of its own: one more to wait for takes a tenth of a flush.
      try {
        await this.transport.send(packet.bytes);
      } catch (error) {
        failure = asTransportError(error, this.transport);
      }
      if (this.isAbandoned) {
        return;
      }
      this.inFlight = undefined;
      this.settle(packet, failure);
      this.notify();
    }
    this.isPumping = false;
    this.isThinned = false;
  }

  private sendNow(packet: Packet): StatsError | undefined {
    try {
      this.transport.sendSync?.(packet.bytes);
      return undefined;
    } catch (error) {
      return asTransportError(error, this.transport);
    }
  }

  private settle(packet: Packet, failure: StatsError | undefined): void {
    if (failure === undefined) {
      this.ledger.lines += packet.lines;
      this.ledger.packets += 1;
      this.ledger.bytes += packet.bytes.length;
      // One that failed may still be on its way somewhere.
      packet.chunk?.release();
      this.silence.end(!this.isIdle);
    } else {
      this.silence.fail();
      this.ledger.dropped.transport += packet.lines;
      this.ledger.warn('transport', failure);
    }
  }

  /** Whether there is room for that many bytes, made by dropping the oldest packets where that is the rule. */
  private makeRoom(bytes: number): boolean {
    const { maxBytes, overflow } = this.limits;
    // What would not fit beside the packet in flight alone is no reason to drop others.
    if (bytes + (this.inFlight?.bytes.length ?? 0) > maxBytes) {
      return false;
    }
    while (this.bytes + bytes > maxBytes) {
      const oldest = overflow === 'drop-oldest' ? this.waiting.shift() : undefined;
      if (oldest === undefined) {
        return false;
      }
      this.drop('queueFull', oldest, `the queue holds ${maxBytes} bytes (option queue.maxBytes)`);
    }
    return true;
  }

  private drop(reason: 'queueFull' | 'transport', packet: Packet, why: string): void {
    this.ledger.drop(reason, packet.lines, `A packet of ${packet.lines} lines was dropped: ${why}.`);
  }

  private notify(): void {
    const listeners = this.listeners;
    this.listeners = [];
    for (const listener of listeners) {
      listener();
    }
  }

  private async openTransport(): Promise<void> {
    try {
      await this.transport.open?.();
    } catch (error) {
      this.ledger.warn('transport', asTransportError(error, this.transport));
    }
  }
}

/** A packet is a view of memory that it shares with its neighbours: where they were dropped, it would keep all of theirs. */
function alone({ bytes, lines, chunk }: Packet): Packet {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  copy.set(bytes);
  chunk?.release();
  return { bytes: copy, lines };
}

function asTransportError(error: unknown, transport: Transport): StatsError {
  if (error instanceof StatsError) {
    return error;
  }
  const reason = error instanceof Error ? error.message : show(error);
  return new StatsError('STATS_TRANSPORT', `The transport ${transport.name} failed: ${reason}`, { cause: error });
}
