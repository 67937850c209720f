import type { EventEmitter } from 'node:events';

/** A request as the server makes it, of HTTP/1, HTTP/2 or an injected one. */
export interface RawRequest {
  readonly method?: string | undefined;
  /** May be changed by routers on the way; Express then keeps the first in `originalUrl`. */
  readonly url?: string | undefined;
  readonly originalUrl?: string | undefined;
  /** Whether its body has come to the end. */
  readonly complete?: boolean | undefined;
  /** What Express has matched. */
  readonly route?: { readonly path?: unknown } | undefined;
  [key: symbol]: unknown;
}

export interface RawResponse extends EventEmitter {
  readonly statusCode: number;
  readonly headersSent: boolean;
  /** Whether `end()` was called. */
  readonly writableEnded: boolean;
}

/** The server's own request of a framework's request. */
export function rawOf(request: object): RawRequest {
  return ((request as { raw?: RawRequest }).raw ?? request) as RawRequest;
}
