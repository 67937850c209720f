import type { Clock } from '../common/clock';
import type { Tags } from '../common/tags';
import type { Labeller } from '../dialects/labeller';
import type { SeriesKind } from '../dialects/series-kind';
import { Series } from '../metrics/series';
import type { Target, TargetOf } from '../metrics/targets';
import { BoundCounter } from './bound-counter';
import { BoundGauge } from './bound-gauge';
import { BoundHistogram } from './bound-histogram';
import { BoundSet } from './bound-set';
import { BoundTimer } from './bound-timer';
import type { Counter, DurationMeter, Histogram, Meters, UniqueSet } from './meters';
import { layered, snapshot } from './snapshot';
import type { Stats } from './stats';

/** Makes the bound meters of a scope: one a series, for as long as somebody holds it. */
export class BoundMeters implements Meters {
  constructor(
    private readonly scope: Stats,
    private readonly clock: Clock,
    private readonly labeller: Labeller,
    private readonly find: <K extends SeriesKind>(kind: K, name: string, tags: Tags | undefined) => TargetOf[K],
  ) {}

  counter(name: string, tags?: Tags): Counter {
    const target = this.find('counter', name, tags);
    return bind(target, () => new BoundCounter(target));
  }

  gauge(name: string, tags?: Tags): BoundGauge {
    const target = this.find('gauge', name, tags);
    return bind(target, () => new BoundGauge(target));
  }

  timer(name: string, tags?: Tags): DurationMeter {
    const target = this.find('timer', name, tags);
    const own = snapshot(tags);
    return bind(
      target,
      () => new BoundTimer(target, this.clock, (ms, more) => this.scope.timing(name, ms, layered(own, more))),
    );
  }

  histogram(name: string, tags?: Tags): Histogram {
    const target = this.find('histogram', name, tags);
    return bind(target, () => new BoundHistogram(target));
  }

  distribution(name: string, tags?: Tags): Histogram {
    const target = this.find('distribution', name, tags);
    return bind(target, () => new BoundHistogram(target));
  }

  set(name: string, tags?: Tags): UniqueSet {
    const target = this.find('set', name, tags);
    return bind(target, () => new BoundSet(target, this.labeller));
  }
}

function bind<M extends object>(target: Target, make: () => M): M {
  return target instanceof Series ? target.bind(make) : make();
}
