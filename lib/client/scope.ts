import type { DurationLike } from '../common/duration';
import { show } from '../common/show';
import type { Tags } from '../common/tags';
import type { ServiceCheck, StatsEvent } from '../dialects/extras';
import type { SeriesKind } from '../dialects/series-kind';
import type { Branch } from '../metrics/branch';
import type { SampleTarget, TargetOf } from '../metrics/targets';
import { BoundMeters } from './bound-meters';
import { durationMs } from './duration-ms';
import type { Meters } from './meters';
import type { Observation } from './observation';
import type { Recorder } from './recorder';
import { runPipeline } from './run-pipeline';
import { joinDot, overlay, trimDot } from './scope-name';
import { ScopePaths } from './scope-paths';
import type { ScopePlace } from './scope-place';
import { layered, snapshot } from './snapshot';
import type { MetricOptions, Pipeline, Stats } from './stats';
import { Stopwatch } from './stopwatch';
import { timeCall } from './time-call';
import type { Timer } from './timer';

/**
 * The recording half. A call finds its series by nested maps and adds to a field; only the first call of a series takes the
 * slow way, which cleans, merges and renders.
 */
export class Scope implements Stats {
  private readonly paths: ScopePaths<Scope>;
  private bound: BoundMeters | undefined = undefined;

  constructor(
    protected readonly recorder: Recorder,
    private readonly place: ScopePlace,
    settle?: (scope: Scope) => ReturnType<ScopePaths<Scope>['rememberScope']>,
  ) {
    this.paths = new ScopePaths(settle && (() => settle(this)));
  }

  get prefix(): string {
    return this.place.prefix;
  }

  get tags(): Tags {
    return this.place.tags;
  }

  get meters(): Meters {
    return this.boundMeters;
  }

  /** @internal */
  get boundMeters(): BoundMeters {
    this.bound ??= new BoundMeters(this, this.recorder.clock, this.recorder.labeller, (kind, name, tags) =>
      this.find(this.paths[kind] as Branch<TargetOf[typeof kind]> | undefined, kind, name, tags),
    );
    return this.bound;
  }

  incr(name: string, count = 1, tags?: Tags, options?: MetricOptions): void {
    const target = this.find(this.paths.counter, 'counter', name, tags);
    if (!Number.isFinite(count)) {
      target.refuse(count);
    } else if (options === undefined) {
      target.add(count, 1);
    } else {
      const { sampler } = this.recorder;
      const rate = sampler.draw(target, options);
      if (rate > 0) {
        target.add(count, rate, sampler.at);
      }
    }
  }

  decr(name: string, count = 1, tags?: Tags, options?: MetricOptions): void {
    // What is no number is handed on as it is: to negate it would make it one.
    this.incr(name, typeof count === 'number' ? -count : count, tags, options);
  }

  gauge(name: string, value: number, tags?: Tags, options?: MetricOptions): void {
    const target = this.find(this.paths.gauge, 'gauge', name, tags);
    if (!Number.isFinite(value)) {
      target.refuse(value);
    } else if (options === undefined) {
      target.set(value, 1);
    } else {
      const { sampler } = this.recorder;
      const rate = sampler.draw(target, options);
      if (rate > 0) {
        target.set(value, rate, sampler.at);
      }
    }
  }

  gaugeDelta(name: string, delta: number, tags?: Tags, options?: MetricOptions): void {
    const target = this.find(this.paths.gauge, 'gauge', name, tags);
    if (!Number.isFinite(delta)) {
      target.refuse(delta);
    } else if (options === undefined) {
      target.adjust(delta, 1);
    } else {
      const { sampler } = this.recorder;
      const rate = sampler.draw(target, options);
      if (rate > 0) {
        target.adjust(delta, rate, sampler.at);
      }
    }
  }

  timing(name: string, duration: number | Date | DurationLike, tags?: Tags, options?: MetricOptions): void {
    const ms = typeof duration === 'number' ? duration : durationMs(duration, this.recorder.clock);
    this.record(this.find(this.paths.timer, 'timer', name, tags), ms, options);
  }

  histogram(name: string, value: number, tags?: Tags, options?: MetricOptions): void {
    this.record(this.find(this.paths.histogram, 'histogram', name, tags), value, options);
  }

  distribution(name: string, value: number, tags?: Tags, options?: MetricOptions): void {
    this.record(this.find(this.paths.distribution, 'distribution', name, tags), value, options);
  }

  set(name: string, member: string | number, tags?: Tags, options?: MetricOptions): void {
    const target = this.find(this.paths.set, 'set', name, tags);
    const text = this.recorder.labeller.member(member);
    if (text === undefined) {
      target.refuse(member);
      return;
    }
    const rate = options === undefined ? 1 : this.recorder.sampler.draw(target, options);
    if (rate > 0) {
      target.insert(text, rate);
    }
  }

  raw(line: string): void {
    this.recorder.lines.raw(line);
  }

  event(event: StatsEvent): void {
    this.recorder.lines.event(event, this.place.list);
  }

  serviceCheck(check: ServiceCheck): void {
    this.recorder.lines.serviceCheck(check, this.place.list);
  }

  timer(name: string, tags?: Tags, options?: MetricOptions): Timer {
    const own = snapshot(tags);
    const kept = snapshot(options);
    return new Stopwatch({
      clock: this.recorder.clock,
      record: (ms, more) => this.timing(name, ms, more === undefined ? own : layered(own, more), kept),
      time: (fn) => this.time(name, fn, own, kept),
    });
  }

  time<T>(name: string, fn: () => T, tags?: Tags, options?: MetricOptions): T {
    const own = snapshot(tags);
    const kept = snapshot(options);
    return timeCall(fn, this.recorder.clock, (ms) => this.timing(name, ms, own, kept));
  }

  observe(name: string, read: () => number | Promise<number>, tags?: Tags): Observation {
    return this.recorder.observe(this.place, name, read, tags);
  }

  scope(prefix: string, tags?: Tags): Stats {
    try {
      return this.paths.scopes?.find(prefix, tags) ?? this.inner(prefix, tags);
    } catch (error) {
      this.recorder.table.dropTags(`The tags of a scope were left out: they cannot be read (${show(error)}).`);
      return this.inner(prefix, undefined);
    }
  }

  withTags(tags: Tags): Stats {
    return this.scope('', tags);
  }

  pipeline(): Pipeline;
  pipeline<T>(fn: (pipe: Pipeline) => T): T;
  pipeline<T>(fn?: (pipe: Pipeline) => T): Pipeline | T {
    const pipe = this.recorder.pipeline(this.place);
    return fn === undefined ? pipe : runPipeline(pipe, fn);
  }

  private record(target: SampleTarget, value: number, options: MetricOptions | undefined): void {
    if (!Number.isFinite(value)) {
      target.refuse(value);
      return;
    }
    const rate = options === undefined ? 1 : this.recorder.sampler.draw(target, options);
    if (rate > 0) {
      target.record(value, rate);
    }
  }

  /** The target of a call: where the path leads, or, the first time, what the table has for it. */
  private find<K extends SeriesKind>(
    branch: Branch<TargetOf[K]> | undefined,
    kind: K,
    name: string,
    tags: Tags | undefined,
  ): TargetOf[K] {
    try {
      const found = branch === undefined ? undefined : branch.find(name, tags);
      return found === undefined ? this.resolve(kind, name, tags) : found;
    } catch (error) {
      // Tags are the caller's object: reading them may run the caller's code.
      return this.recorder.table.refusal(
        'invalid',
        `${show(name)} was given tags that cannot be read: ${show(error)}.`,
      );
    }
  }

  private resolve<K extends SeriesKind>(kind: K, name: string, tags: Tags | undefined): TargetOf[K] {
    const { table, labeller } = this.recorder;
    if (!table.isOpen) {
      return table.refusal('closed', 'The client is closed.');
    }
    if (typeof name !== 'string' || name === '') {
      return table.refusal(
        'invalid',
        `A ${kind} was given the name ${show(name)}: it takes a string that is not empty.`,
      );
    }
    const own = snapshot(tags);
    const { list, complete } = labeller.merge(this.place.list, own);
    const found = table.find(kind, labeller.join(this.place.path, name), list);
    // A call whose tag was left out is counted each time, so each time it has to come here.
    if (complete && found.series?.takesPaths === true) {
      this.paths.remember(kind, name, own, found.series);
    }
    return found.target;
  }

  private inner(prefix: string, tags: Tags | undefined): Scope {
    const { labeller } = this.recorder;
    const own = snapshot(tags);
    const name = typeof prefix === 'string' ? trimDot(prefix) : '';
    const { list, complete } = labeller.merge(this.place.list, own);
    const place = {
      prefix: joinDot(this.place.prefix, name),
      tags: overlay(this.place.tags, own),
      path: labeller.join(this.place.path, name),
      list,
    };
    return new Scope(
      this.recorder,
      place,
      complete ? (scope) => this.paths.rememberScope(prefix, own, scope) : undefined,
    );
  }
}
