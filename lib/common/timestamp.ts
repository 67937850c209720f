/** Milliseconds since the epoch; `NaN` for anything that is no time. */
export function timestampMs(timestamp: Date | number): number {
  if (timestamp instanceof Date) {
    return timestamp.getTime();
  }
  return Number.isFinite(timestamp) ? timestamp : NaN;
}
