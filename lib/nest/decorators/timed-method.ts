import type { Recording } from '../../client/recording';
import type { DurationMeter } from '../../client/meters';
import { failureTags, ownTags, successTags } from './call-tags';
import type { Instrument, MethodPlace, MethodRecorder } from './instrument';
import type { InstrumentOptions } from './instrument-options';

/** `@Timed()` on one method. */
export class TimedMethod implements Instrument {
  readonly kind = 'timed';

  constructor(
    readonly options: InstrumentOptions,
    readonly method: string,
    readonly isOfClass: boolean,
  ) {}

  place(place: MethodPlace): MethodRecorder {
    const { tags, rate } = this.options;
    return typeof tags === 'function' || rate !== undefined
      ? new ChangingTimes(place, this.options)
      : new SteadyTimes(place, this.options);
  }
}

const NAME = 'method.timed';

/** Tags that are the same for every success: its meter is bound, and a call adds to a field. */
class SteadyTimes implements MethodRecorder, Recording<number> {
  private readonly successes: DurationMeter | undefined;

  constructor(
    private readonly place: MethodPlace,
    private readonly options: InstrumentOptions,
  ) {
    const { name = NAME, tags, when } = options;
    this.successes =
      when === 'failure' ? undefined : place.stats.meters.timer(name, { ...successTags(place), ...(tags as object) });
  }

  call(): this {
    return this;
  }

  begin(): number {
    return this.place.clock.monotonic();
  }

  succeed(startedAt: number): void {
    this.successes?.record(Math.max(0, this.place.clock.monotonic() - startedAt));
  }

  fail(startedAt: number, error: unknown): void {
    const { name = NAME, tags, when } = this.options;
    if (when !== 'success') {
      const ms = Math.max(0, this.place.clock.monotonic() - startedAt);
      this.place.stats.timing(name, ms, { ...failureTags(this.place, error), ...(tags as object) });
    }
  }
}

class ChangingTimes implements MethodRecorder {
  constructor(
    private readonly place: MethodPlace,
    private readonly options: InstrumentOptions,
  ) {}

  call(self: object, args: unknown[]): Recording<unknown> {
    const { place, options } = this;
    const { name = NAME, when } = options;
    const record = (startedAt: number, tags: object, outcome: { result: unknown } | { error: unknown }): void => {
      const ms = Math.max(0, place.clock.monotonic() - startedAt);
      const own = ownTags(options.tags, () => ({ args, self, ...outcome }));
      place.stats.timing(name, ms, { ...tags, ...own }, { rate: options.rate });
    };
    const recording: Recording<number> = {
      begin: () => place.clock.monotonic(),
      succeed(startedAt, result) {
        if (when !== 'failure') {
          record(startedAt, successTags(place), { result });
        }
      },
      fail(startedAt, error) {
        if (when !== 'success') {
          record(startedAt, failureTags(place, error), { error });
        }
      },
    };
    return recording as Recording<unknown>;
  }
}
