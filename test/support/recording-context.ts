import type { StatsError } from '../../lib/common/stats-error';
import type { TransportContext } from '../../lib/transports/transport-context';
import { Arrivals } from './arrivals';

/** A context without chance that keeps what it is told. */
export class RecordingContext implements TransportContext {
  readonly errors = new Arrivals<StatsError>();

  random(): number {
    return 0;
  }

  onError(error: StatsError): void {
    this.errors.add(error);
  }

  get messages(): string[] {
    return this.errors.all.map((error) => error.message);
  }
}
