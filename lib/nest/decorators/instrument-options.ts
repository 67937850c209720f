import type { Tags } from '../../common/tags';

/** One call of a decorated method, for the tags of what is recorded of it. */
export interface InstrumentedCall {
  readonly args: readonly unknown[];
  readonly self: object;
  /** What it returned or resolved to; nothing for failures, iterators, Observables and streams. */
  readonly result?: unknown;
  readonly error?: unknown;
}

/** What `@Timed`, `@Counted` and `@InFlight` may be told. */
export interface InstrumentOptions {
  /** Replaces the name; the tags stay. */
  name?: string | undefined;
  /** Tags besides those there are by default, which they replace. What the function throws costs its tags, never the call. */
  tags?: Tags | ((call: InstrumentedCall) => Tags) | undefined;
  /**
   * Share of the calls that are kept, 0 to 1. `@InFlight` keeps all.
   * @default 1
   */
  rate?: number | undefined;
  /** The name of the client; the default client without it. */
  client?: string | undefined;
  /**
   * Which calls are recorded, by their outcome. Nothing to `@InFlight`.
   * @default 'always'
   */
  when?: 'always' | 'success' | 'failure' | undefined;
}
