import type { Tags } from '../../common/tags';
import type { Recording } from '../../client/recording';
import type { MetricOptions } from '../../client/stats';
import { errorName } from '../error-name';
import type { MethodPlace, MethodRecorder } from './instrument';
import type { InstrumentedCall, InstrumentOptions } from './instrument-options';
import { ownTags } from './own-tags';

/** Records every call when it is over. The common call, a success of steady tags, is for `succeed` to add to a bound meter. */
export abstract class CompletedCalls<Meter> implements MethodRecorder, Recording<number> {
  protected readonly name: string;
  readonly steady: this | undefined;
  /** Of the successes, where they are wanted, with steady tags and without a rate. */
  protected readonly meter: Meter | undefined;
  private readonly when: NonNullable<InstrumentOptions['when']>;
  private readonly metricOptions: MetricOptions | undefined;

  constructor(
    protected readonly place: MethodPlace,
    private readonly options: InstrumentOptions,
    defaultName: string,
  ) {
    const { name = defaultName, tags, rate, when = 'always' } = options;
    this.name = name;
    this.when = when;
    this.metricOptions = rate === undefined ? undefined : { rate };
    this.steady = typeof tags === 'function' ? undefined : this;
    this.meter =
      typeof tags === 'function' || rate !== undefined || when === 'failure'
        ? undefined
        : this.bind(this.successTags(tags));
  }

  abstract begin(): number;
  abstract succeed(began: number): void;
  protected abstract bind(tags: Tags): Meter;
  protected abstract send(began: number, tags: Tags, options: MetricOptions | undefined): void;

  call(self: object, args: unknown[]): Recording<unknown> {
    return new OneCall(this, self, args);
  }

  fail(began: number, error: unknown): void {
    this.sendFailure(began, error);
  }

  sendSuccess(began: number, call?: () => InstrumentedCall): void {
    if (this.when !== 'failure') {
      this.send(began, this.successTags(ownTags(this.options.tags, call)), this.metricOptions);
    }
  }

  sendFailure(began: number, error: unknown, call?: () => InstrumentedCall): void {
    if (this.when !== 'success') {
      const { className, method } = this.place;
      const own = ownTags(this.options.tags, call);
      const tags = { class: className, method, outcome: 'failure', error: errorName(error), ...own };
      this.send(began, tags, this.metricOptions);
    }
  }

  private successTags(own: Tags | undefined): Tags {
    const { className, method } = this.place;
    // What is spread comes last: the other way round the engine takes ten times as long.
    return { class: className, method, outcome: 'success', ...own };
  }
}

/** A call whose tags depend on what it was given and on what became of it. */
class OneCall implements Recording<number> {
  constructor(
    private readonly calls: CompletedCalls<unknown>,
    private readonly self: object,
    private readonly args: unknown[],
  ) {}

  begin(): number {
    return this.calls.begin();
  }

  succeed(began: number, result: unknown): void {
    this.calls.sendSuccess(began, () => ({ args: this.args, self: this.self, result }));
  }

  fail(began: number, error: unknown): void {
    this.calls.sendFailure(began, error, () => ({ args: this.args, self: this.self, error }));
  }
}
