import type { RawRequest, RawResponse } from './raw-messages';
import type { Route } from './route';

/** One request while it is served, and what its ways through the framework have noted of it. */
export class ServedRequest {
  /** What the handler was registered under; `undefined` until one is reached. */
  route: Route | undefined;
  /** What Express has matched for the last middleware. */
  middlewareRoute: RawRequest['route'];
  /** Nest found nothing to handle it. */
  isUnmatched = false;
  isSkipped = false;
  controller: string | undefined;
  handler: string | undefined;
  /** The exception that left the handler, in a box: it may be anything. */
  exception: { readonly error: unknown } | undefined;
  /** The framework's own, where they are others than the server's. */
  request: object;
  response: object;
  isOver = false;

  constructor(
    readonly raw: RawRequest,
    readonly rawResponse: RawResponse,
    /** When it began, by the clock of each recorder. */
    readonly began: readonly number[],
  ) {
    this.request = raw;
    this.response = rawResponse;
  }

  /** Without query. */
  get path(): string {
    const url = this.raw.originalUrl ?? this.raw.url ?? '';
    const end = url.indexOf('?');
    return end === -1 ? url : url.slice(0, end);
  }
}
