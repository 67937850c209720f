import { Tally } from '../metrics/tally';
import type { CounterTarget } from '../metrics/targets';
import type { Counter } from './meters';

export class BoundCounter extends Tally implements Counter {
  constructor(private readonly target: CounterTarget) {
    super();
  }

  incr(count = 1): void {
    if (count === 1 && this.isOpen) {
      this.ones += 1;
    } else {
      this.add(count);
    }
  }

  decr(count = 1): void {
    this.incr(typeof count === 'number' ? -count : count);
  }

  private add(count: number): void {
    if (Number.isFinite(count)) {
      this.target.add(count, 1);
      this.target.lend?.(this);
    } else {
      this.target.refuse(count);
    }
  }
}
