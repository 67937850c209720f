import { inspect } from 'node:util';
import { redactUrl } from './redact-url';

/** What is expected of the value of one key, as a check and in words. */
export interface Expectation {
  /** Follows "Expected `key` to be". */
  readonly expected: string;
  accepts(value: unknown): boolean;
  readonly required?: boolean;
  /** The value is never shown. */
  readonly isSecret?: boolean;
}

// The longest delay that the runtime's timers keep; longer ones fire at once.
const LONGEST_MS = 2_147_483_647;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isMs = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= LONGEST_MS;

export const BOOLEAN: Expectation = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' };
export const FUNCTION: Expectation = { expected: 'a function', accepts: (value) => typeof value === 'function' };
export const TEXT: Expectation = { expected: 'a string that is not empty', accepts: isText };
export const MILLISECONDS: Expectation = {
  expected: `a number of milliseconds above 0 and up to ${LONGEST_MS}`,
  accepts: isMs,
};
export const HOST: Expectation = {
  expected: 'a host name or an IP address',
  accepts: (value) => isText(value) && !/[\s/[\]@]/.test(value),
};
export const PORT: Expectation = {
  expected: 'a whole number from 1 to 65535',
  accepts: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535,
};
export const PEM: Expectation = {
  expected: 'a string or a Buffer in PEM format',
  accepts: (value) => isText(value) || Buffer.isBuffer(value),
  isSecret: true,
};
// Linux has room for 107 bytes of a path.
export const SOCKET_PATH: Expectation = {
  expected: 'a path of 1 to 107 bytes',
  accepts: (value) => isText(value) && !value.includes('\0') && Buffer.byteLength(value) <= 107,
  required: true,
};

export function oneOf(...values: readonly (string | number)[]): Expectation {
  return {
    expected: values.map((value) => inspect(value)).join(' or '),
    accepts: (value) => values.includes(value as string | number),
  };
}

/** "Expected `transport.port` to be …, got 70000." */
export function unmet(key: string, expectation: Expectation, value: unknown): string {
  const got =
    expectation.isSecret === true && value !== undefined ? `a ${typeof value} that it cannot use` : show(value);
  return `Expected \`${key}\` to be ${expectation.expected}, got ${got}.`;
}

/** A value in a few words, without the secrets that a URL may carry. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return inspect(redactUrl(value), { maxStringLength: 200 });
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'an array' : 'an object';
  }
  return typeof value === 'function' ? 'a function' : inspect(value);
}
