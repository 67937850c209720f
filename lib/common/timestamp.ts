/** The last moment that a `Date` can hold. */
const LAST_MS = 8.64e15;

/** Milliseconds since the epoch; `NaN` for anything that is no time since then. */
export function timestampMs(timestamp: Date | number): number {
  const ms: unknown = timestamp instanceof Date ? timestamp.getTime() : timestamp;
  return typeof ms === 'number' && ms >= 0 && ms <= LAST_MS ? ms : NaN;
}
