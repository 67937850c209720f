import type { Clock } from '../common/clock';
import { recordCall } from './record-call';
import type { Recording } from './recording';

/** Calls `fn` and records, in milliseconds, how long what it returned took to be done; also where it failed. */
export function timeCall<T>(fn: () => T, clock: Clock, record: (ms: number) => void): T {
  return recordCall(fn, new CallTimer(clock, record));
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
