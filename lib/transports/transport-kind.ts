import type { Expectation } from './expectation';
import type { Transport } from './transport';
import type { TransportContext } from './transport-context';
import type { TransportOptions } from './transport-options';

export type UrlPart = 'host' | 'path' | 'password' | 'query';

/** Everything the library knows of one type of transport: its options, its URL and how to make it. */
export interface TransportKind<O extends TransportOptions = TransportOptions> {
  /** Every option besides `type` and `connectTimeoutMs`. */
  readonly keys: Readonly<Record<Exclude<keyof O, 'type' | 'connectTimeoutMs'>, Expectation>>;
  /** The form of its URL, for people. */
  readonly urlForm: string;
  /** The parts that its URL may have besides the scheme. */
  readonly urlParts: readonly UrlPart[];
  fromUrl(url: URL): O;
  /** Problems of options that are right one by one. `checkUrl` checks the URL of another transport. */
  check?(options: O, checkUrl: (key: string, url: string) => string[]): string[];
  create(options: O, context: TransportContext, createFromUrl: (url: string) => Transport): Transport;
}
