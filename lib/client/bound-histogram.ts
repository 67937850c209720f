import type { SampleTarget } from '../metrics/targets';
import type { Histogram } from './meters';

export class BoundHistogram implements Histogram {
  constructor(private readonly target: SampleTarget) {}

  record(value: number): void {
    if (Number.isFinite(value)) {
      this.target.record(value, 1);
    } else {
      this.target.refuse(value);
    }
  }
}
