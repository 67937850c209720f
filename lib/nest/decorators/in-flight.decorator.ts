import type { Observation } from '../../client/observation';
import type { Recording } from '../../client/recording';
import type { Tags } from '../../common/tags';
import type { MethodPlace, MethodRecorder } from './instrument';
import { instrumentDecorator } from './instrument-decorator';
import type { InstrumentOptions } from './instrument-options';
import { ownTags } from './own-tags';

/**
 * Tells how many calls of a method, or of each method of a class, are under way: the gauge `method.in_flight` with the tags
 * `class` and `method`, read at every flush from the first call on. What stands still until it is asked counts from then:
 * a lazy query, an iterator, each subscription to an Observable.
 *
 * @param nameOrOptions the name of the gauge, or options
 */
export function InFlight(nameOrOptions?: string | InstrumentOptions): MethodDecorator & ClassDecorator {
  return instrumentDecorator('in-flight', nameOrOptions, (place, options) =>
    typeof options.tags === 'function' ? new TaggedGauges(place, options) : gaugeOf(place, options, options.tags),
  );
}

function gaugeOf(
  place: MethodPlace,
  { name = 'method.in_flight' }: InstrumentOptions,
  tags: Tags | undefined,
  onIdleRead?: () => void,
): CallGauge {
  const { className, method } = place;
  return new CallGauge((read) => place.stats.observe(name, read, { class: className, method, ...tags }), onIdleRead);
}

/** Counts the calls under way, of one set of tags. */
class CallGauge implements MethodRecorder, Recording<void> {
  readonly steady = this;
  private readonly observation: Observation;
  private count = 0;

  constructor(
    observe: (read: () => number) => Observation,
    private readonly onIdleRead: (() => void) | undefined,
  ) {
    this.observation = observe(() => this.read());
  }

  begin(): void {
    this.count += 1;
  }

  succeed(): void {
    this.count -= 1;
  }

  fail(): void {
    this.count -= 1;
  }

  pause(): void {
    this.count -= 1;
  }

  resume(): void {
    this.count += 1;
  }

  private read(): number {
    if (this.count === 0 && this.onIdleRead !== undefined) {
      this.observation.stop();
      this.onIdleRead();
    }
    return this.count;
  }
}

/** A gauge for every set of tags that calls under way have. One that has come back to 0 says so once more and goes. */
class TaggedGauges implements MethodRecorder {
  private readonly gauges = new Map<string, CallGauge>();

  constructor(
    private readonly place: MethodPlace,
    private readonly options: InstrumentOptions,
  ) {}

  call(self: object, args: unknown[]): Recording<unknown> {
    const tags = ownTags(this.options.tags, () => ({ args, self })) ?? {};
    const key = JSON.stringify(Object.entries(tags).map(([name, value]) => [name, String(value)]));
    // Asked for each time: a call that waited to be resumed may find its gauge gone.
    const gauge = (): CallGauge => this.gauges.get(key) ?? this.add(key, tags);
    return {
      begin: () => gauge().begin(),
      succeed: () => gauge().succeed(),
      fail: () => gauge().fail(),
      pause: () => gauge().pause(),
      resume: () => gauge().resume(),
    };
  }

  private add(key: string, tags: Tags): CallGauge {
    const gauge = gaugeOf(this.place, this.options, tags, () => this.gauges.delete(key));
    this.gauges.set(key, gauge);
    return gauge;
  }
}
