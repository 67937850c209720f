import type { Clock } from './clock';
import type { StatsError } from './stats-error';

const QUIET_MS = 60_000;

interface Told {
  readonly at: number;
  readonly error: StatsError;
}

/** Tells of trouble: each kind of it at most once a minute, and never so that the teller is hurt. */
export class Warner {
  private readonly told = new Map<string, Told>();

  constructor(
    private readonly onError: (error: StatsError) => unknown,
    private readonly clock: Clock,
  ) {}

  /**
   * @param kind tells apart what is told separately
   * @param make makes the error; not asked while its kind is quiet, because a flood of refused calls would spend its time on
   * stack traces
   * @returns the error that was told last of this kind
   */
  warn(kind: string, make: () => StatsError): StatsError {
    const now = this.clock.monotonic();
    const last = this.told.get(kind);
    if (last !== undefined && now - last.at < QUIET_MS) {
      return last.error;
    }
    const error = make();
    this.told.set(kind, { at: now, error });
    try {
      const answer = this.onError(error);
      if (answer instanceof Promise) {
        answer.catch(() => {});
      }
    } catch {
      // A handler that throws would throw into the application's own call.
    }
    return error;
  }
}
