import { StatsError } from '../common/stats-error';
import type { Expectation } from './expectation';
import { MILLISECONDS, oneOf, show, unmet } from './expectation';
import { parseTransportUrl } from './parse-transport-url';
import type { TransportKind } from './transport-kind';
import { TRANSPORT_KINDS } from './transport-kinds';
import type { TransportOptions } from './transport-options';

const TYPE = oneOf(...Object.keys(TRANSPORT_KINDS));

const OWN_TRANSPORT: Readonly<Record<string, Expectation>> = {
  name: { expected: 'a string that is not empty', accepts: (value) => typeof value === 'string' && value !== '' },
  maxPacketBytes: {
    expected: 'a whole number of bytes from 1',
    accepts: (value) => Number.isInteger(value) && Number(value) >= 1,
  },
};

const OWN_TRANSPORT_IF_GIVEN: Readonly<Record<string, Expectation>> = {
  defaultPacketBytes: OWN_TRANSPORT['maxPacketBytes']!,
  framing: oneOf('datagram', 'stream', 'json'),
  open: { expected: 'a function', accepts: (value) => typeof value === 'function' },
};

/**
 * What is wrong with a `transport` option, as complete sentences; empty when nothing is, or when it is not given. `key` is
 * what they call the option. No sentence shows a secret.
 */
export function checkTransport(given: unknown, key = 'transport'): string[] {
  if (given === undefined) {
    return [];
  }
  if (typeof given === 'string') {
    return checkUrl(given, key);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return [`Expected \`${key}\` to be a URL, an object of options or a Transport, got ${show(given)}.`];
  }
  const object = given as Record<string, unknown>;
  return isTransport(object) ? checkOwnTransport(object, key) : checkOptions(object, key);
}

/** Whether it is a transport and not the options of one. */
export function isTransport(given: object): boolean {
  return 'send' in given && typeof given.send === 'function' && 'close' in given && typeof given.close === 'function';
}

function checkUrl(url: string, key: string): string[] {
  try {
    return checkOptions({ ...parseTransportUrl(url, key) }, key);
  } catch (error) {
    if (error instanceof StatsError) {
      return [error.message];
    }
    throw error;
  }
}

function checkOwnTransport(transport: Record<string, unknown>, key: string): string[] {
  const unmetOf = (name: string, expectation: Expectation): string[] =>
    expectation.accepts(transport[name]) ? [] : [unmet(`${key}.${name}`, expectation, transport[name])];
  return [
    ...Object.entries(OWN_TRANSPORT).flatMap(([name, expectation]) => unmetOf(name, expectation)),
    ...Object.entries(OWN_TRANSPORT_IF_GIVEN)
      .filter(([name]) => transport[name] !== undefined)
      .flatMap(([name, expectation]) => unmetOf(name, expectation)),
  ];
}

function checkOptions(options: Record<string, unknown>, key: string): string[] {
  const type = options['type'];
  if (typeof type !== 'string' || !Object.hasOwn(TRANSPORT_KINDS, type)) {
    return [unmet(`${key}.type`, TYPE, type)];
  }
  const kind: TransportKind = TRANSPORT_KINDS[type as keyof typeof TRANSPORT_KINDS];
  const keys: Readonly<Record<string, Expectation>> = { ...kind.keys, connectTimeoutMs: MILLISECONDS };
  const problems = Object.keys(options)
    .filter((name) => name !== 'type' && !Object.hasOwn(keys, name))
    .map((name) => `Unknown option \`${key}.${name}\`: type ${type} knows ${Object.keys(keys).join(', ')}.`);
  for (const [name, expectation] of Object.entries(keys)) {
    const value = options[name];
    if (value === undefined ? expectation.required === true : !expectation.accepts(value)) {
      problems.push(unmet(`${key}.${name}`, expectation, value));
    }
  }
  if (problems.length > 0) {
    return problems;
  }
  const checkOther = (name: string, url: string): string[] => checkUrl(url, `${key}.${name}`);
  return (kind.check?.(options as unknown as TransportOptions, checkOther) ?? []).map((problem) =>
    problem.replaceAll('`transport.', `\`${key}.`),
  );
}
