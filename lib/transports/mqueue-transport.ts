import { Backoff } from './backoff';
import type { Expectation } from './expectation';
import { MessageQueues } from './message-queues';
import { NativeLibrary } from './native-library';
import { Pause } from './pause';
import type { Transport } from './transport';
import type { TransportContext } from './transport-context';
import { transportError } from './transport-error';
import type { TransportKind } from './transport-kind';
import type { MqueueOptions, TransportOptions } from './transport-options';

const DEFAULT_MESSAGE_BYTES = 2_048;
// The limit of an unprivileged queue on Linux, taken while the queue's own is not known.
const LIKELY_MESSAGE_BYTES = 8_192;

// A queue that was removed still takes messages from those who have it open. Opening it by name again and again is the
// only way to notice; it costs some microseconds.
const REOPEN_MS = 1_000;

/**
 * A POSIX message queue: a packet is a message. A full queue refuses the packet. While the queue cannot be opened packets go
 * to the fallback, or wait where there is none.
 */
export class MqueueTransport implements Transport {
  readonly name = 'mqueue';
  readonly framing = 'datagram';
  readonly maxPacketBytes: number;
  readonly defaultPacketBytes: number;
  private readonly queues: MessageQueues;
  private readonly backoff: Backoff;
  private readonly pause = new Pause();
  private descriptor: number | undefined;
  private openedAt = 0;
  private retryAt = 0;
  private openCount = 0;
  private isClosed = false;

  constructor(
    private readonly queueName: string,
    private readonly fallback: Transport | undefined,
    private readonly context: TransportContext,
  ) {
    this.queues = new MessageQueues(new NativeLibrary('mqueue'));
    this.backoff = new Backoff(() => context.random());
    const messageBytes = this.queues.messageBytes(queueName) ?? LIKELY_MESSAGE_BYTES;
    this.maxPacketBytes = Math.min(messageBytes, fallback?.maxPacketBytes ?? messageBytes);
    this.defaultPacketBytes = Math.min(DEFAULT_MESSAGE_BYTES, this.maxPacketBytes);
  }

  get connected(): boolean {
    return this.descriptor !== undefined;
  }

  get reconnects(): number {
    return Math.max(0, this.openCount - 1);
  }

  async open(): Promise<void> {
    if (!this.isOpen()) {
      await this.fallback?.open?.();
    }
  }

  async send(packet: Uint8Array): Promise<void> {
    while (!this.isClosed) {
      if (this.isOpen() && this.put(packet)) {
        return;
      }
      if (this.fallback !== undefined) {
        return this.fallback.send(framedFor(this.fallback, packet));
      }
      await this.pause.for(this.retryAt - performance.now());
    }
    throw transportError(`The transport mqueue://${this.queueName} is closed`);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.drop();
    this.pause.end();
    await this.fallback?.close();
  }

  /** Opens the queue where it is due; the old descriptor is given up for the new one. */
  private isOpen(): boolean {
    const now = performance.now();
    if (this.descriptor === undefined ? now < this.retryAt : now - this.openedAt < REOPEN_MS) {
      return this.descriptor !== undefined;
    }
    const opened = this.queues.open(this.queueName);
    if (typeof opened !== 'number') {
      this.lose(opened);
      return false;
    }
    if (this.descriptor === undefined) {
      this.openCount += 1;
      this.backoff.reset();
    }
    this.drop();
    this.descriptor = opened;
    this.openedAt = now;
    return true;
  }

  /** False when the queue was lost; throws what can never be delivered. */
  private put(packet: Uint8Array): boolean {
    const error = this.descriptor === undefined ? undefined : this.queues.send(this.descriptor, packet);
    if (error === undefined) {
      return true;
    }
    if (error.code === 'EAGAIN') {
      throw transportError(`The message queue ${this.queueName} is full, nothing reads it fast enough`);
    }
    if (error.code === 'EMSGSIZE') {
      throw transportError(`A packet of ${packet.length} bytes is too long for the queue ${this.queueName}`, error);
    }
    this.lose(error);
    return false;
  }

  private lose(error: Error): void {
    this.drop();
    this.retryAt = performance.now() + this.backoff.nextMs();
    const meanwhile = this.fallback === undefined ? 'packets wait for it' : `${this.fallback.name} is used meanwhile`;
    this.context.onError(
      transportError(`The message queue ${this.queueName} could not be opened, ${meanwhile}`, error),
    );
  }

  private drop(): void {
    if (this.descriptor !== undefined) {
      this.queues.close(this.descriptor);
      this.descriptor = undefined;
    }
  }
}

/** Streams read lines, not messages: the packet's last line needs its end. */
function framedFor(fallback: Transport, packet: Uint8Array): Uint8Array {
  return fallback.framing === 'stream' ? Buffer.concat([packet, Buffer.from('\n')]) : packet;
}

const QUEUE_NAME: Expectation = {
  expected: 'a name like /metrics, with no further slash',
  accepts: (value) => typeof value === 'string' && /^\/[^/\0]{1,254}$/.test(value),
  required: true,
};
const FALLBACK: Expectation = { expected: 'a URL', accepts: (value) => typeof value === 'string' };

// JSON bodies cannot be made of a packet of lines, and a queue is no better than the one that is away.
const NO_FALLBACK = /^(https?|wss?|mqueue):/i;

export const mqueue: TransportKind<MqueueOptions & TransportOptions> = {
  keys: { name: QUEUE_NAME, fallback: FALLBACK },
  urlForm: 'mqueue:///name',
  urlParts: ['path'],
  fromUrl: (url) => ({ type: 'mqueue', name: decodeURIComponent(url.pathname) }),
  check({ fallback }, checkUrl) {
    if (process.platform !== 'linux') {
      return [`Expected \`transport.type\` to be one that ${process.platform} has, got 'mqueue'.`];
    }
    if (fallback === undefined) {
      return [];
    }
    return NO_FALLBACK.test(fallback)
      ? ['Expected `transport.fallback` to be a URL of a transport of lines, as udp: or tcp:, got another.']
      : checkUrl('fallback', fallback);
  },
  create: ({ name, fallback }, context, createFromUrl) =>
    new MqueueTransport(name, fallback === undefined ? undefined : createFromUrl(fallback), context),
};
