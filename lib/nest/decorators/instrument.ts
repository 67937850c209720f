import type { Clock } from '../../common/clock';
import type { Tags } from '../../common/tags';
import type { Recording } from '../../client/recording';
import type { Stats } from '../../client/stats';
import type { InstrumentOptions } from './instrument-options';

/** The method that is recorded, on instances of one class, and where to. */
export interface MethodPlace {
  readonly stats: Stats;
  readonly clock: Clock;
  readonly tags: Tags & { readonly class: string | undefined; readonly method: string };
}

/** What an instrument records of a method of one class: of each of its calls. */
export interface MethodRecorder {
  /** The recording of one call. May be the same for every call. */
  call(self: object, args: unknown[]): Recording<unknown>;
}

/** What one decorator does to one method. */
export interface Instrument {
  readonly kind: 'timed' | 'counted' | 'in-flight';
  readonly options: InstrumentOptions;
  /** Whether the decorator stands on the class: then one of its kind on the method takes its place. */
  readonly isOfClass: boolean;
  readonly method: string;
  /** Done once for each client and class, at the first call. */
  place(place: MethodPlace): MethodRecorder;
}
