import type { LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { Backoff } from './backoff';
import type { TransportContext } from './transport-context';
import { transportError } from './transport-error';

export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** As `dns.lookup`. */
export type Lookup = (
  host: string,
  options: LookupOptions & { all?: false },
  callback: (error: Error | null, address: string, family: number) => void,
) => void;

export interface HostResolverOptions {
  readonly host: string;
  readonly family: 4 | 6 | undefined;
  /** How long `address()` waits for the first answer, in milliseconds. A later answer is still used. */
  readonly patienceMs: number;
  readonly lookup: Lookup;
}

const REFRESH_MS = 60_000;

/**
 * The address of a host: looked up at the first need and again every 60 seconds in the background, one look-up at a time.
 * While a later look-up runs or fails, the old address serves. Until a first one has succeeded it is tried again with
 * growing delays, and `address()` rejects in between.
 */
export class HostResolver {
  private known: HostAddress | undefined;
  private failure: Error | undefined;
  private isStarted = false;
  private isClosed = false;
  private timer: NodeJS.Timeout | undefined;
  private patience: NodeJS.Timeout | undefined;
  private waiting: PromiseSettlers | undefined;
  private firstAnswer: Promise<HostAddress> | undefined;
  private readonly backoff: Backoff;

  constructor(
    private readonly options: HostResolverOptions,
    private readonly context: TransportContext,
  ) {
    this.backoff = new Backoff(() => context.random());
    const family = isIP(options.host);
    if (family !== 0) {
      this.known = { address: options.host, family: family === 6 ? 6 : 4 };
      this.isStarted = true;
    }
  }

  /** The address to use now, where one is known. */
  get current(): HostAddress | undefined {
    return this.known;
  }

  address(): Promise<HostAddress> {
    if (!this.isStarted) {
      this.isStarted = true;
      this.lookUp();
    }
    if (this.known !== undefined) {
      return Promise.resolve(this.known);
    }
    if (this.failure !== undefined) {
      return Promise.reject(this.failure);
    }
    this.firstAnswer ??= new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
    return this.firstAnswer;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.fail(transportError(`The transport udp was closed while ${this.options.host} was looked up`));
  }

  private lookUp(): void {
    const { host, family, patienceMs, lookup } = this.options;
    this.patience = setTimeout(() => {
      this.fail(transportError(`The look-up of ${host} did not answer within ${patienceMs} ms`));
    }, patienceMs);
    this.patience.unref();
    // A metrics daemon on `localhost` listens on IPv4 more often than not, and a datagram tries one address only.
    const options: LookupOptions & { all?: false } = { family: family ?? 0, order: 'ipv4first' };
    lookup(host, options, (error, address, foundFamily) => {
      clearTimeout(this.patience);
      if (this.isClosed) {
        return;
      }
      if (error) {
        this.notFound(error);
      } else {
        this.found({ address, family: foundFamily === 6 ? 6 : 4 });
      }
    });
  }

  private found(address: HostAddress): void {
    // The same address stays the same object, by which its user sees that nothing changed.
    if (this.known?.address !== address.address) {
      this.known = address;
    }
    this.failure = undefined;
    this.waiting?.resolve(this.known ?? address);
    this.waiting = undefined;
    this.scheduleIn(REFRESH_MS);
  }

  private notFound(cause: Error): void {
    const { host } = this.options;
    if (this.known === undefined) {
      this.fail(transportError(`The host ${host} of the transport udp could not be looked up`, cause));
      this.scheduleIn(this.backoff.nextMs());
    } else {
      const what = `The host ${host} of the transport udp could not be looked up again, ${this.known.address} serves on`;
      this.context.onError(transportError(what, cause));
      this.scheduleIn(REFRESH_MS);
    }
  }

  private fail(error: Error): void {
    clearTimeout(this.patience);
    this.failure = error;
    this.waiting?.reject(error);
    this.waiting = undefined;
    this.firstAnswer = undefined;
  }

  private scheduleIn(ms: number): void {
    this.timer = setTimeout(() => this.lookUp(), ms);
    this.timer.unref();
  }
}

interface PromiseSettlers {
  resolve(address: HostAddress): void;
  reject(error: Error): void;
}
