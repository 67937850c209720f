import type { Tags } from '../common/tags';
import type { Timer } from './timer';

/** Bound meters of a scope: the series is resolved once, then a call is a field update. */
export interface Meters {
  counter(name: string, tags?: Tags): Counter;
  gauge(name: string, tags?: Tags): Gauge;
  timer(name: string, tags?: Tags): DurationMeter;
  histogram(name: string, tags?: Tags): Histogram;
  distribution(name: string, tags?: Tags): Histogram;
  set(name: string, tags?: Tags): UniqueSet;
}

export interface Counter {
  incr(count?: number): void;
  decr(count?: number): void;
}

export interface Gauge {
  set(value: number): void;
  add(delta: number): void;
}

export interface DurationMeter {
  /** A duration in milliseconds. */
  record(ms: number): void;
  /** Times a call, whatever it returns; see `Stats.time`. */
  time<T>(fn: () => T): T;
  /** A started stopwatch. */
  start(): Timer;
}

export interface Histogram {
  record(value: number): void;
}

export interface UniqueSet {
  add(member: string | number): void;
}
