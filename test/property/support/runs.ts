import { afterAll, beforeAll } from 'vitest';

/** How many inputs a property is tried with; the script `test/property/million.mjs` asks for more. */
export const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 10_000);

export const TIMEOUT_MS = Math.max(120_000, RUNS * 10);

/** Refused calls are told with errors, whose stacks would take most of the time. */
export function withoutStacks(): void {
  const { stackTraceLimit } = Error;
  beforeAll(() => {
    Error.stackTraceLimit = 0;
  });
  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });
}
