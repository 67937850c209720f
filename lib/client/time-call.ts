import type { Clock } from '../common/clock';

/** Calls `fn` and records how long it took. */
export function timeCall<T>(fn: () => T, clock: Clock, record: (ms: number) => void): T {
  const startedAt = clock.monotonic();
  const end = (): void => record(Math.max(0, clock.monotonic() - startedAt));
  let result: T;
  try {
    result = fn();
  } catch (error) {
    end();
    throw error;
  }
  if (result instanceof Promise) {
    return result.then(
      (v) => {
        end();
        return v;
      },
      (e) => {
        end();
        throw e;
      },
    ) as T;
  }
  end();
  return result;
}
