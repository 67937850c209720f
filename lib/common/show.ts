import { inspect } from 'node:util';

const LONGEST = 200;

/** A value in a few words, for messages. Objects are only named: to print them could run their code. */
export function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return isArray(value) ? 'an array' : 'an object';
  }
  return typeof value === 'function' ? 'a function' : inspect(value, { maxStringLength: LONGEST });
}

function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    // A Proxy that was revoked.
    return false;
  }
}
