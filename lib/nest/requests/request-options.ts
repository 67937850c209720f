import type { Tags } from '../../common/tags';

/** What is known of a request when its response has ended. */
export interface RequestContext {
  /** The request of the framework (Express's, Fastify's); the server's own where it never got to the framework. */
  readonly request: unknown;
  readonly response: unknown;
  /** The path as it is written in the code, or `UNMATCHED`. */
  readonly route: string;
  readonly status: number;
  readonly method: string;
  /** The class and the method that handled the request, where it came to one. */
  readonly controller?: string;
  readonly handler?: string;
}

/** How requests are recorded. */
export interface RequestOptions {
  /**
   * Requests that are not recorded: a string is an exact path without query, a RegExp tests the path.
   * @default []
   */
  ignore?: readonly (string | RegExp | ((request: unknown) => boolean))[] | undefined;
  /** Tags besides those there are by default, which they replace; `undefined` removes one. */
  tags?: ((context: RequestContext) => Tags) | undefined;
  /**
   * Another name for the timer.
   * @default 'http.server.request.duration'
   */
  name?: string | ((context: RequestContext) => string) | undefined;
}
