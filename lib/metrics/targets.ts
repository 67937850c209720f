import type { Tally } from './tally';

/*
 * Where a call ends: what a scope has found for kind, name and tags. A series that folds is one; so is one that writes each
 * call at once, and one that refuses. `rate` is the share of calls that are kept, of which this call is one; `at` is a time of
 * the call's own, in milliseconds since the epoch: such a call is never folded with others.
 */

export interface Target {
  /** Counts a call whose value cannot be recorded. */
  refuse(value: unknown): void;
}

export interface CounterTarget extends Target {
  add(count: number, rate: number, at?: number): void;
  /** Opens a tally for further calls, where it can be; the tally is open, or not. */
  lend?(tally: Tally): void;
}

export interface GaugeTarget extends Target {
  set(value: number, rate: number, at?: number): void;
  adjust(delta: number, rate: number, at?: number): void;
}

export interface SampleTarget extends Target {
  record(value: number, rate: number): void;
}

export interface SetTarget extends Target {
  insert(member: string, rate: number): void;
}

/** The target of a kind. */
export interface TargetOf {
  counter: CounterTarget;
  gauge: GaugeTarget;
  timer: SampleTarget;
  histogram: SampleTarget;
  distribution: SampleTarget;
  set: SetTarget;
}

export type AnyTarget = CounterTarget & GaugeTarget & SampleTarget & SetTarget;
