import type { Ledger } from '../common/ledger';
import { show } from '../common/show';
import { timestampMs } from '../common/timestamp';
import type { Gate } from '../metrics/gate';
import { Refusal } from '../metrics/refusal';
import type { Target } from '../metrics/targets';
import type { MetricOptions } from './stats';

/** Reads the options of a call: whether it is kept, and the time that it carries. */
export class Sampler {
  /** The time that the call drawn last carries, in milliseconds since the epoch, where the dialect writes such a thing. */
  at: number | undefined = undefined;

  constructor(
    private readonly random: () => number,
    private readonly writesTimes: boolean,
    private readonly gate: Gate,
    private readonly ledger: Ledger,
  ) {}

  /**
   * The rate of a call that is kept, at most 1; 0 for one that is not. One draw, and none at rate 0 or from 1 on, nor for a
   * call that `target` refuses anyway: it is kept, to be counted there.
   */
  draw(target: Target, options: MetricOptions): number {
    this.at = undefined;
    if (target instanceof Refusal) {
      return 1;
    }
    if (!this.gate.admit()) {
      return 0;
    }
    let rate: unknown;
    try {
      rate = this.read(options);
    } catch (error) {
      return this.refuse(`A call was given options that cannot be read: ${show(error)}.`);
    }
    if (typeof rate !== 'number' || !(rate >= 0)) {
      return this.refuse(`A call was given the rate ${show(rate)}: it takes a number from 0 to 1.`);
    }
    if (Number.isNaN(this.at)) {
      return this.refuse('A call was given a timestamp that is none: it takes a Date or milliseconds.');
    }
    if (rate >= 1) {
      return 1;
    }
    if (rate > 0 && this.random() <= rate) {
      return rate;
    }
    this.ledger.sampledOut += 1;
    return 0;
  }

  /** The rate as it was given. The options are the caller's object: reading them may run the caller's code. */
  private read(options: MetricOptions | null): unknown {
    const timestamp = options?.timestamp;
    if (timestamp !== undefined && this.writesTimes) {
      this.at = timestampMs(timestamp);
    }
    return options?.rate === undefined ? 1 : options.rate;
  }

  private refuse(message: string): number {
    this.ledger.drop('invalid', 1, message);
    return 0;
  }
}
