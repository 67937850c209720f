import type { Clock } from '../common/clock';
import { StatsClient } from '../client/stats-client';

/** The client that `StatsModule` provides. The module opens it at the start and closes it, last of all, at the end. */
export class StatsService extends StatsClient {
  /** @internal What durations of this client are measured by. */
  get clock(): Clock {
    return this.recorder.clock;
  }
}
