import type { Clock } from '../../common/clock';
import type { Tags } from '../../common/tags';
import type { Recording } from '../../client/recording';
import type { Stats } from '../../client/stats';

/** A method of instances of one class, and where it is recorded. */
export interface MethodPlace {
  readonly stats: Stats;
  readonly clock: Clock;
  /** `class` and `method`. */
  readonly tags: Tags;
}

/** Records the calls of one method of one class. */
export interface MethodRecorder {
  /** The recording of a call; it may be the same for every call. */
  call(self: object, args: unknown[]): Recording<unknown>;
}

/** What one decorator does to one method. */
export interface Instrument {
  readonly kind: 'timed' | 'counted' | 'in-flight';
  /** Under which an instance holds the page of the client. */
  readonly pageKey: symbol;
  /** The tag `method`. */
  readonly method: string;
  /** Whether the decorator stands on the class: one of its kind on the method then takes its place. */
  readonly isOfClass: boolean;
  /** Asked once for each client and class, at the first call. */
  recorderAt(place: MethodPlace): MethodRecorder;
}
