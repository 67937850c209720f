import type { DurationLike } from '../common/duration';
import type { Tags } from '../common/tags';
import type { ServiceCheck, StatsEvent } from '../dialects/extras';
import type { Meters } from './meters';
import type { Observation } from './observation';
import type { Timer } from './timer';

export interface MetricOptions {
  /**
   * Share of the calls that are kept, 0 to 1; one draw a call, none at 1 and above. 0 drops every call; below 0 is refused.
   * @default 1
   */
  rate?: number | undefined;
  /** Of counters and gauges, on the `datadog` dialect only; elsewhere ignored. A number is milliseconds since the epoch. */
  timestamp?: Date | number | undefined;
}

/**
 * A scope: a prefix and tags through which metrics are recorded. Recording never throws, never waits and does no I/O; what
 * cannot be recorded is counted in the client's `report()` and told once.
 */
export interface Stats {
  /** The client's prefix and those of the scopes, joined by dots. */
  readonly prefix: string;
  /** The client's tags and those of the scopes, the inner ones winning. */
  readonly tags: Tags;

  /** Adds to a counter. Sums fold over a flush; a sum of 0 is sent. */
  incr(name: string, count?: number, tags?: Tags, options?: MetricOptions): void;
  /** Takes from a counter: `incr` of the negated count. */
  decr(name: string, count?: number, tags?: Tags, options?: MetricOptions): void;
  /** Sets a gauge to a value, which may be negative. The last value of a flush is sent. */
  gauge(name: string, value: number, tags?: Tags, options?: MetricOptions): void;
  /** Moves a gauge up or down from where it stands. */
  gaugeDelta(name: string, delta: number, tags?: Tags, options?: MetricOptions): void;
  /** Records a duration. A number is milliseconds; a `Date` is the start of a span that ends now. */
  timing(name: string, duration: number | Date | DurationLike, tags?: Tags, options?: MetricOptions): void;
  /** Records a value whose distribution the agent or server works out. */
  histogram(name: string, value: number, tags?: Tags, options?: MetricOptions): void;
  /** Records a value whose distribution is worked out over all hosts, where the server knows such a thing. */
  distribution(name: string, value: number, tags?: Tags, options?: MetricOptions): void;
  /** Records a member; the server counts distinct ones. */
  set(name: string, member: string | number, tags?: Tags, options?: MetricOptions): void;
  /** Sends one line as it is. Refused with a line break in it, or when longer than a packet. */
  raw(line: string): void;
  /** Sends an event. `datadog` dialect; on others dropped, counted as unsupported and told once. */
  event(event: StatsEvent): void;
  /** Sends the state of a service. `datadog` dialect; on others dropped, counted as unsupported and told once. */
  serviceCheck(check: ServiceCheck): void;

  /** A stopwatch, not yet started. */
  timer(name: string, tags?: Tags, options?: MetricOptions): Timer;
  /**
   * Times a call, whatever it returns: a promise until it settles, an Observable per subscription, an iterator until it is
   * done, a stream until it ends; also when it throws. Returns what `fn` returns, throws what it throws.
   */
  time<T>(name: string, fn: () => T, tags?: Tags, options?: MetricOptions): T;
  /** A gauge that is read at every flush, until stopped. Of two with one name and tags the later stands. */
  observe(name: string, read: () => number | Promise<number>, tags?: Tags): Observation;

  /** Bound meters: the series is resolved once, then a call is a field update. */
  readonly meters: Meters;

  /** `parent.child.name`; the same client and transport. Cheap: one may be made per request. */
  scope(prefix: string, tags?: Tags): Stats;
  /** The same names with further tags; a value of `undefined` or `null` removes an inherited one. */
  withTags(tags: Tags): Stats;
  /** Collects calls and sends them together, at once, in as few packets as the limit allows. */
  pipeline(): Pipeline;
  pipeline<T>(fn: (pipe: Pipeline) => T): T;
}

/**
 * Collects calls and sends them together, in order, at once. It stands beside {@link Stats} because each is made of the other.
 */
export interface Pipeline extends Stats {
  /** Sends what was collected; nothing where that is nothing. The pipeline is empty then, and may be used again. */
  send(): void;
  [Symbol.dispose](): void;
}
