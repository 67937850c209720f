import type { Recording } from './recording';
import { whenDone } from './when-done';

/** Calls `fn` and has its beginning and its end recorded, whatever it returns; also where it throws. */
export function recordCall<T, Began>(fn: () => T, recording: Recording<Began>): T {
  const began = recording.begin();
  let returned: T;
  try {
    returned = fn();
  } catch (error) {
    recording.fail(began, error);
    throw error;
  }
  return whenDone(returned, began, recording);
}
