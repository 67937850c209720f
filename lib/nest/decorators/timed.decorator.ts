import type { DurationMeter } from '../../client/meters';
import type { MetricOptions } from '../../client/stats';
import type { Tags } from '../../common/tags';
import { CompletedCalls } from './completed-calls';
import { instrumentDecorator } from './instrument-decorator';
import type { InstrumentOptions } from './instrument-options';

/**
 * Times a method, or all methods of a class, whatever they return: a promise until it settles, an Observable per
 * subscription, an iterator until it is done, a stream until it ends. Records the timer `method.timed` with the tags `class`,
 * `method`, `outcome` and, on failure, `error`. Without the module, and in instances made by hand, the method simply runs.
 *
 * @param nameOrOptions the name of the timer, or options
 *
 * @example
 * @Timed()
 * async place(order: Order): Promise<Receipt> { … }
 */
export function Timed(nameOrOptions?: string | InstrumentOptions): MethodDecorator & ClassDecorator {
  return instrumentDecorator(
    'timed',
    nameOrOptions,
    (place, options) => new TimedCalls(place, options, 'method.timed'),
  );
}

class TimedCalls extends CompletedCalls<DurationMeter> {
  private readonly clock = this.place.clock;

  begin(): number {
    return this.clock.monotonic();
  }

  succeed(startedAt: number): void {
    if (this.meter === undefined) {
      this.sendSuccess(startedAt);
      return;
    }
    const ms = this.clock.monotonic() - startedAt;
    this.meter.record(ms > 0 ? ms : 0);
  }

  protected bind(tags: Tags): DurationMeter {
    return this.place.stats.meters.timer(this.name, tags);
  }

  protected send(startedAt: number, tags: Tags, options: MetricOptions | undefined): void {
    this.place.stats.timing(this.name, Math.max(0, this.clock.monotonic() - startedAt), tags, options);
  }
}
