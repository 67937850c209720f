import type { Ledger } from '../common/ledger';
import { show } from '../common/show';
import { timestampMs } from '../common/timestamp';
import type { Gate } from '../metrics/gate';
import type { MetricOptions } from './stats';

/** Reads the options of a call: whether it is kept, and the time that it carries. */
export class Sampler {
  constructor(
    private readonly random: () => number,
    private readonly writesTimes: boolean,
    private readonly gate: Gate,
    private readonly ledger: Ledger,
  ) {}

  /** The rate of a call that is kept, at most 1; 0 for one that is not. One draw, and none at rate 0 or from 1 on. */
  draw(options: MetricOptions): number {
    if (!this.gate.admit()) {
      return 0;
    }
    const rate: unknown = options.rate ?? 1;
    if (typeof rate !== 'number' || !(rate >= 0)) {
      return this.refuse(`A call was given the rate ${show(rate)}: it takes a number from 0 to 1.`);
    }
    if (Number.isNaN(this.timeOf(options))) {
      return this.refuse(`A call was given the timestamp ${show(options.timestamp)}: it takes a Date or milliseconds.`);
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

  /** The call's own time, in milliseconds since the epoch, where the dialect writes such a thing. */
  timeOf({ timestamp }: MetricOptions): number | undefined {
    return timestamp === undefined || !this.writesTimes ? undefined : timestampMs(timestamp);
  }

  private refuse(message: string): number {
    this.ledger.drop('invalid', 1, message);
    return 0;
  }
}
