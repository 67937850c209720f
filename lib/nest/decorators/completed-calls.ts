import type { Tags } from '../../common/tags';
import type { Recording } from '../../client/recording';
import type { MetricOptions } from '../../client/stats';
import { errorName } from '../error-name';
import type { MethodPlace, MethodRecorder } from './instrument';
import type { InstrumentedCall, InstrumentOptions } from './instrument-options';
import { ownTags } from './own-tags';

/** Records every call when it is over. The common call, of steady tags and a success, adds to the field of a bound meter. */
export abstract class CompletedCalls<Meter> implements MethodRecorder, Recording<number> {
  protected readonly name: string;
  private readonly when: NonNullable<InstrumentOptions['when']>;
  private readonly metricOptions: MetricOptions | undefined;
  private readonly isSteady: boolean;
  private readonly successes: Meter | undefined;

  constructor(
    protected readonly place: MethodPlace,
    private readonly options: InstrumentOptions,
    defaultName: string,
  ) {
    const { name = defaultName, tags, rate, when = 'always' } = options;
    this.name = name;
    this.when = when;
    this.metricOptions = rate === undefined ? undefined : { rate };
    this.isSteady = typeof tags !== 'function' && rate === undefined;
    this.successes =
      this.isSteady && when !== 'failure'
        ? this.bind({ ...place.tags, outcome: 'success', ...(tags as Tags | undefined) })
        : undefined;
  }

  abstract begin(): number;
  protected abstract bind(tags: Tags): Meter;
  protected abstract add(meter: Meter, began: number): void;
  protected abstract send(began: number, tags: Tags, options: MetricOptions | undefined): void;

  call(self: object, args: unknown[]): Recording<unknown> {
    return (this.isSteady ? this : new OneCall(this, self, args)) as Recording<unknown>;
  }

  succeed(began: number): void {
    if (this.successes !== undefined) {
      this.add(this.successes, began);
    }
  }

  fail(began: number, error: unknown): void {
    this.sendFailure(began, error, () => ({ args: [], self: this, error }));
  }

  sendSuccess(began: number, call: () => InstrumentedCall): void {
    if (this.when !== 'failure') {
      const tags = { ...this.place.tags, outcome: 'success', ...ownTags(this.options.tags, call) };
      this.send(began, tags, this.metricOptions);
    }
  }

  sendFailure(began: number, error: unknown, call: () => InstrumentedCall): void {
    if (this.when !== 'success') {
      const outcome = { outcome: 'failure', error: errorName(error) };
      this.send(began, { ...this.place.tags, ...outcome, ...ownTags(this.options.tags, call) }, this.metricOptions);
    }
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
