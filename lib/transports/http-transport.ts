import { systemClock } from '../common/clock';
import { Backoff } from './backoff';
import { createHttpPoster } from './http-poster';
import type { HttpAnswer, HttpPoster } from './http-poster';
import { bodyPackets, httpKind, httpTarget } from './http-target';
import type { HttpTarget } from './http-target';
import { Pause } from './pause';
import { retryAfterMs } from './retry-after';
import type { Framing, Transport } from './transport';
import type { TransportContext } from './transport-context';
import { transportError } from './transport-error';
import type { TransportKind } from './transport-kind';
import type { HttpOptions, TransportOptions } from './transport-options';

/**
 * Posts each packet. It waits until the server has taken it (2xx): no answer, 408, 429 and 5xx are tried again with growing
 * delays, or when the server says so (`Retry-After`); any other answer refuses the packet.
 */
export class HttpTransport implements Transport {
  readonly maxPacketBytes = bodyPackets.maxPacketBytes;
  readonly defaultPacketBytes = bodyPackets.defaultPacketBytes;
  readonly name: string;
  readonly framing: Framing;
  private readonly target: string;
  private readonly poster: HttpPoster;
  private readonly backoff: Backoff;
  private readonly pause = new Pause();
  private readonly closing = new AbortController();
  private isAnswered = false;
  private outages = 0;
  private wasAnswered = false;

  constructor(
    target: HttpTarget,
    private readonly context: TransportContext,
  ) {
    this.name = target.type;
    this.framing = target.framing;
    this.target = target.text;
    this.poster = createHttpPoster(target);
    this.backoff = new Backoff(() => context.random());
  }

  /** Whether the last request was answered; false before the first. */
  get connected(): boolean {
    return this.isAnswered;
  }

  get reconnects(): number {
    return this.outages;
  }

  async send(packet: Uint8Array): Promise<void> {
    let delayMs = await this.attempt(packet);
    while (delayMs !== undefined) {
      await this.pause.for(delayMs);
      delayMs = await this.attempt(packet);
    }
    this.backoff.reset();
  }

  close(): Promise<void> {
    this.closing.abort();
    this.pause.end();
    this.poster.close();
    this.isAnswered = false;
    return Promise.resolve();
  }

  /** Undefined when the packet was taken, else the delay before it is sent again. */
  private async attempt(packet: Uint8Array): Promise<number | undefined> {
    const { signal } = this.closing;
    if (signal.aborted) {
      throw transportError(`The transport ${this.target} is closed`);
    }
    let answer: HttpAnswer;
    try {
      answer = await this.poster.post(packet, signal);
    } catch (error) {
      if (signal.aborted) {
        throw transportError(`The transport ${this.target} was closed before a packet was taken`);
      }
      this.isAnswered = false;
      return this.later(`Could not post to ${this.target}`, error, 0);
    }
    this.heard();
    return this.judge(answer);
  }

  private judge({ status, retryAfter }: HttpAnswer): number | undefined {
    if (status >= 200 && status < 300) {
      return undefined;
    }
    if (status === 408 || status === 429 || status >= 500) {
      return this.later(`${this.target} answered ${status}`, undefined, retryAfterMs(retryAfter, systemClock.wall()));
    }
    const hint = status === 401 || status === 403 ? ', `transport.secret` may be wrong' : '';
    throw transportError(`${this.target} refused a packet with status ${status}${hint}; it is not sent again`);
  }

  private later(what: string, cause: unknown, atLeastMs: number): number {
    const delayMs = Math.max(this.backoff.nextMs(), atLeastMs);
    this.context.onError(transportError(`${what}, the packet is sent again in ${Math.round(delayMs)} ms`, cause));
    return delayMs;
  }

  private heard(): void {
    if (this.wasAnswered && !this.isAnswered) {
      this.outages += 1;
    }
    this.isAnswered = true;
    this.wasAnswered = true;
  }
}

export const http = postKind('http');
export const https = postKind('https');

function postKind(type: 'http' | 'https'): TransportKind<HttpOptions & TransportOptions> {
  return httpKind(type, (options, context) => {
    const target = httpTarget(options);
    if (target.url.pathname === '/') {
      target.url.pathname = '/http';
    }
    return new HttpTransport({ ...target, text: `${target.url.origin}${target.url.pathname}` }, context);
  });
}
