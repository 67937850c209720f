import type { BoundGauge } from './bound-gauge';
import type { Observation } from './observation';

/** Gauges that are read at every flush. */
export class Observations {
  private readonly active = new Map<BoundGauge, ObservedGauge>();

  /** Reads `gauge` from now on; what read it before is stopped. */
  add(gauge: BoundGauge, read: () => number | Promise<number>): Observation {
    const observed = new ObservedGauge(gauge, read, () => {
      if (this.active.get(gauge) === observed) {
        this.active.delete(gauge);
      }
    });
    this.active.get(gauge)?.stop();
    this.active.set(gauge, observed);
    return observed;
  }

  /** Reads every gauge; the promises of those that take their time. */
  read(): Promise<void>[] {
    const pending: Promise<void>[] = [];
    for (const observed of this.active.values()) {
      const reading = observed.read();
      if (reading !== undefined) {
        pending.push(reading);
      }
    }
    return pending;
  }
}

class ObservedGauge implements Observation {
  private isReading = false;
  private isStopped = false;

  constructor(
    private readonly gauge: BoundGauge,
    private readonly readValue: () => number | Promise<number>,
    private readonly remove: () => void,
  ) {}

  /** A read that has not settled is not begun again: its value goes out with the flush after it settles. */
  read(): Promise<void> | undefined {
    if (this.isReading) {
      return undefined;
    }
    try {
      const value = this.readValue();
      if (typeof value === 'object') {
        return this.settle(value);
      }
      this.gauge.set(value);
    } catch (error) {
      this.gauge.refuse(error);
    }
    return undefined;
  }

  stop(): void {
    this.isStopped = true;
    this.remove();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  private async settle(reading: Promise<number>): Promise<void> {
    this.isReading = true;
    try {
      const value = await reading;
      if (!this.isStopped) {
        this.gauge.set(value);
      }
    } catch (error) {
      if (!this.isStopped) {
        this.gauge.refuse(error);
      }
    } finally {
      this.isReading = false;
    }
  }
}
