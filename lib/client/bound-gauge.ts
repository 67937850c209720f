import type { GaugeTarget } from '../metrics/targets';
import type { Gauge } from './meters';

export class BoundGauge implements Gauge {
  constructor(private readonly target: GaugeTarget) {}

  set(value: number): void {
    if (Number.isFinite(value)) {
      this.target.set(value, 1);
    } else {
      this.target.refuse(value);
    }
  }

  /** Counts a value that could not be had. */
  refuse(reason: unknown): void {
    this.target.refuse(reason);
  }

  add(delta: number): void {
    if (Number.isFinite(delta)) {
      this.target.adjust(delta, 1);
    } else {
      this.target.refuse(delta);
    }
  }
}
