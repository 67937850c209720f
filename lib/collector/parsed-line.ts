export type MetricKind = 'counter' | 'gauge' | 'timer' | 'histogram' | 'distribution' | 'set';

export type TagPair = readonly [key: string, value: string];

interface MetricFields {
  readonly type: 'metric';
  readonly name: string;
  /** Share of the calls that were kept, above 0 and at most 1. */
  readonly rate: number;
  /** In the order written. A tag without a value has the value `''`. */
  readonly tags: readonly TagPair[];
  /** Whole seconds since the epoch, as written. */
  readonly timestamp?: number;
  readonly container?: string;
}

export interface NumberMetric extends MetricFields {
  readonly kind: Exclude<MetricKind, 'set'>;
  /** One at least; several where the dialect packs them. */
  readonly values: readonly number[];
  /** Of gauges: the value moves the gauge. Left out where the value sets it. */
  readonly delta?: true;
}

export interface SetMetric extends MetricFields {
  readonly kind: 'set';
  readonly members: readonly string[];
}

export type ParsedMetric = NumberMetric | SetMetric;

export interface ParsedEvent {
  readonly type: 'event';
  readonly title: string;
  readonly text: string;
  /** Whole seconds since the epoch. */
  readonly timestamp?: number;
  readonly hostname?: string;
  readonly aggregationKey?: string;
  readonly priority?: string;
  readonly source?: string;
  readonly alertType?: string;
  readonly tags: readonly TagPair[];
}

export type CheckStatus = 'ok' | 'warning' | 'critical' | 'unknown';

export interface ParsedServiceCheck {
  readonly type: 'serviceCheck';
  readonly name: string;
  readonly status: CheckStatus;
  /** Whole seconds since the epoch. */
  readonly timestamp?: number;
  readonly hostname?: string;
  readonly message?: string;
  readonly tags: readonly TagPair[];
}

/** Why a line was not taken, in words for a person. */
export interface RefusedLine {
  readonly type: 'refused';
  readonly reason: string;
}

export type ParsedLine = ParsedMetric | ParsedEvent | ParsedServiceCheck | RefusedLine;

export function refused(reason: string): RefusedLine {
  return { type: 'refused', reason };
}

/** A piece of a line for a reason: quoted, and cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
