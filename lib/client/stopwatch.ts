import type { Clock } from '../common/clock';
import { StatsError } from '../common/stats-error';
import type { Tags } from '../common/tags';
import { snapshot } from './snapshot';
import type { Timer } from './timer';

/** Where a stopwatch sends its measurements. */
export interface StopwatchOutput {
  readonly clock: Clock;
  record(ms: number, tags: Tags | undefined): void;
  time<T>(fn: () => T): T;
}

/** The timer behind `Stats.timer` and the bound `DurationMeter.start`. */
export class Stopwatch implements Timer {
  private startedAt: number | undefined;
  private measured: number | undefined;
  private tags: Tags | undefined;
  private isRunning = false;
  private isSent = false;

  constructor(private readonly output: StopwatchOutput) {}

  get ms(): number | undefined {
    return this.measured;
  }

  start(): this {
    this.startedAt = this.output.clock.monotonic();
    this.measured = undefined;
    this.tags = undefined;
    this.isRunning = true;
    this.isSent = false;
    return this;
  }

  stop(options?: { send?: boolean; tags?: Tags }): this {
    if (this.startedAt === undefined) {
      throw new StatsError(
        'STATS_TIMER_NOT_STARTED',
        'The timer was stopped before it was started: call start() first.',
      );
    }
    this.measured = Math.max(0, this.output.clock.monotonic() - this.startedAt);
    this.isRunning = false;
    this.tags = snapshot(options?.tags) ?? this.tags;
    return options?.send === false ? this : this.send();
  }

  send(): this {
    if (this.measured === undefined) {
      throw new StatsError('STATS_TIMER_NO_DATA', 'The timer has measured nothing to send: call stop() first.');
    }
    if (this.isSent) {
      throw new StatsError(
        'STATS_TIMER_ALREADY_SENT',
        'The timer has sent this measurement: call start() for another.',
      );
    }
    this.isSent = true;
    this.output.record(this.measured, this.tags);
    return this;
  }

  wrap<F extends (...args: never[]) => unknown>(fn: F): F {
    const { output } = this;
    const wrapped = function (this: unknown, ...args: never[]): unknown {
      return output.time(() => fn.apply(this, args));
    };
    Object.defineProperty(wrapped, 'name', { value: fn.name, configurable: true });
    Object.defineProperty(wrapped, 'length', { value: fn.length, configurable: true });
    return wrapped as unknown as F;
  }

  [Symbol.dispose](): void {
    if (this.isRunning) {
      this.stop();
    }
  }
}
