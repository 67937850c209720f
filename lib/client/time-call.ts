import type { Clock } from '../common/clock';
import type { Recording } from './recording';
import { whenDone } from './when-done';

/** Calls `fn` and records, in milliseconds, how long what it returned took to be done; also where it failed. */
export function timeCall<T>(fn: () => T, clock: Clock, record: (ms: number) => void): T {
  const stopwatch = new CallTimer(clock, record);
  const startedAt = stopwatch.begin();
  let returned: T;
  try {
    returned = fn();
  } catch (error) {
    stopwatch.fail(startedAt);
    throw error;
  }
  return whenDone(returned, startedAt, stopwatch);
}

/** Times each beginning from its own start. */
class CallTimer implements Recording<number> {
  constructor(
    private readonly clock: Clock,
    private readonly record: (ms: number) => void,
  ) {}

  begin(): number {
    return this.clock.monotonic();
  }

  succeed(startedAt: number): void {
    this.record(Math.max(0, this.clock.monotonic() - startedAt));
  }

  fail(startedAt: number): void {
    this.succeed(startedAt);
  }
}
