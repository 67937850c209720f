import type { Clock } from '../common/clock';
import type { Tags } from '../common/tags';
import type { Labeller } from '../dialects/labeller';
import type { SeriesTable } from '../metrics/series-table';
import type { LineRecorder } from './line-recorder';
import type { Observation } from './observation';
import type { Pipeline } from './stats';
import type { Sampler } from './sampler';
import type { ScopePlace } from './scope-place';

/** What the scopes over one table share: those of a client, or those of a pipeline. */
export interface Recorder {
  readonly table: SeriesTable;
  readonly labeller: Labeller;
  readonly clock: Clock;
  readonly sampler: Sampler;
  readonly lines: LineRecorder;
  /** A gauge read at every flush of the client, also where the scope is a pipeline's. */
  observe(place: ScopePlace, name: string, read: () => number | Promise<number>, tags?: Tags): Observation;
  /** A pipeline that sends into this one where this is a pipeline, else to the server. */
  pipeline(place: ScopePlace): Pipeline;
}
