import type { Tags } from '../common/tags';
import type { SeriesKind } from '../dialects/series-kind';
import { Branch, type PathEnd } from '../metrics/branch';
import type { Series } from '../metrics/series';
import type { AnyTarget, CounterTarget, GaugeTarget, SampleTarget, SetTarget } from '../metrics/targets';

/**
 * The ways from one scope to its series and to the scopes in it. A scope in use is found again by its name and tags, so that
 * making it per request costs a look-up; one whose last series was given back is forgotten by its parent.
 */
export class ScopePaths<S> {
  counter: Branch<CounterTarget> | undefined = undefined;
  gauge: Branch<GaugeTarget> | undefined = undefined;
  timer: Branch<SampleTarget> | undefined = undefined;
  histogram: Branch<SampleTarget> | undefined = undefined;
  distribution: Branch<SampleTarget> | undefined = undefined;
  set: Branch<SetTarget> | undefined = undefined;
  scopes: Branch<S> | undefined = undefined;
  private home: PathEnd<S> | undefined = undefined;

  /** `settle` puts the scope among those of its parent; a scope without parent, or that nobody else can find, has none. */
  constructor(private readonly settle?: () => PathEnd<S> | undefined) {}

  remember(kind: SeriesKind, name: string, tags: Tags | undefined, series: Series): void {
    const branch: Branch<unknown> = this[kind] ?? this.branch<AnyTarget>();
    this[kind] = branch as Branch<AnyTarget>;
    const end = branch.reach(name, tags);
    if (end === undefined) {
      return;
    }
    if (end.branch.target(end.step) === undefined) {
      end.branch.put(end.step, series);
      series.addPath(end);
    }
    this.home ??= this.settle?.();
  }

  /** Remembers a scope; `undefined` where another one has its place, or where there is none for it. */
  rememberScope(name: string, tags: Tags | undefined, scope: S): PathEnd<S> | undefined {
    this.scopes ??= this.branch();
    const end = this.scopes.reach(name, tags);
    if (end === undefined || end.branch.target(end.step) !== undefined) {
      return undefined;
    }
    end.branch.put(end.step, scope);
    this.home ??= this.settle?.();
    return end;
  }

  private branch<T>(): Branch<T> {
    return Branch.ofNames<T>(() => this.leaveWhenEmpty());
  }

  private leaveWhenEmpty(): void {
    const branches = [this.counter, this.gauge, this.timer, this.histogram, this.distribution, this.set, this.scopes];
    if (branches.every((branch) => branch === undefined || branch.isEmpty)) {
      this.home?.branch.remove(this.home.step);
      this.home = undefined;
    }
  }
}
