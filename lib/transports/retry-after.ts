// A server may ask for patience, not for silence.
const LONGEST_MS = 600_000;

/** The delay that a `Retry-After` header asks for (seconds or a date), in milliseconds: 0 to 10 minutes. */
export function retryAfterMs(header: string | undefined, wallMs: number): number {
  if (header === undefined) {
    return 0;
  }
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - wallMs;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_MS);
}
