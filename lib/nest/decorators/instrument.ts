import type { Clock } from '../../common/clock';
import type { Recording } from '../../client/recording';
import type { Stats } from '../../client/stats';

/** A method of instances of one class, and where it is recorded. */
export interface MethodPlace {
  readonly stats: Stats;
  readonly clock: Clock;
  /** The tag `class`: of the instance, which may inherit the method. */
  readonly className: string;
  /** The tag `method`. */
  readonly method: string;
}

/** Records the calls of one method of one class. */
export interface MethodRecorder {
  /** The recording of every call, of a steady instrument. */
  readonly steady?: Recording<unknown> | undefined;
  /** The recording of one call, of an instrument that is not. */
  call?(self: object, args: unknown[]): Recording<unknown>;
}

/** What one decorator does to one method. */
export interface Instrument {
  readonly kind: 'timed' | 'counted' | 'in-flight';
  /** Under which an instance holds the page of the client, or the way to it. */
  readonly pageKey: symbol;
  /** Its place on the page: one for each instrument of a class and those it inherits from. */
  readonly index: number;
  /** The tag `method`. */
  readonly method: string;
  /** Whether the decorator stands on the class: one of its kind on the method then takes its place. */
  readonly isOfClass: boolean;
  /** Whether every call is recorded alike: no tags are made of the call. */
  readonly isSteady: boolean;
  /** Asked once for each client and class, at the first call. */
  recorderAt(place: MethodPlace): MethodRecorder;
}
