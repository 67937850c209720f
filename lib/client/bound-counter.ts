import type { CounterTarget } from '../metrics/targets';
import type { Counter } from './meters';

export class BoundCounter implements Counter {
  constructor(private readonly target: CounterTarget) {}

  incr(count = 1): void {
    if (Number.isFinite(count)) {
      this.target.add(count, 1);
    } else {
      this.target.refuse(count);
    }
  }

  decr(count = 1): void {
    this.incr(typeof count === 'number' ? -count : count);
  }
}
