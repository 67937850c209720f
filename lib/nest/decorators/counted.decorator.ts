import type { Counter } from '../../client/meters';
import type { MetricOptions } from '../../client/stats';
import type { Tags } from '../../common/tags';
import { CompletedCalls } from './completed-calls';
import { instrumentDecorator } from './instrument-decorator';
import type { InstrumentOptions } from './instrument-options';

/**
 * Counts the calls of a method, or of all methods of a class, when they are over; see `@Timed` for when that is. Records the
 * counter `method.counted` with the tags `class`, `method`, `outcome` and, on failure, `error`.
 *
 * @param nameOrOptions the name of the counter, or options
 */
export function Counted(nameOrOptions?: string | InstrumentOptions): MethodDecorator & ClassDecorator {
  return instrumentDecorator(
    'counted',
    nameOrOptions,
    (place, options) => new CountedCalls(place, options, 'method.counted'),
  );
}

class CountedCalls extends CompletedCalls<Counter> {
  begin(): number {
    return 0;
  }

  succeed(): void {
    if (this.meter === undefined) {
      this.sendSuccess(0);
    } else {
      this.meter.incr();
    }
  }

  protected bind(tags: Tags): Counter {
    return this.place.stats.meters.counter(this.name, tags);
  }

  protected send(_began: number, tags: Tags, options: MetricOptions | undefined): void {
    this.place.stats.incr(this.name, 1, tags, options);
  }
}
