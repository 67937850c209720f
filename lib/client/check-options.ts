import { unmet, type Expectation } from '../transports/expectation';

type Expectations = Readonly<Record<string, Expectation>>;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with options that are no more than `expectations`; empty when nothing is. `path` goes before their names. */
export function checkOptions(expectations: Expectations, given: Record<string, unknown>, path = ''): string[] {
  return [
    ...Object.keys(given)
      .filter((name) => !Object.hasOwn(expectations, name))
      .map((name) => `Unknown option \`${path}${name}\`.`),
    ...checkEach(expectations, given, path),
  ];
}

/** What is wrong with those of the options that are expected; others may be there. */
export function checkEach(expectations: Expectations, given: Record<string, unknown>, path = ''): string[] {
  return Object.entries(expectations)
    .filter(([name, expectation]) => given[name] !== undefined && !expectation.accepts(given[name]))
    .map(([name, expectation]) => unmet(path + name, expectation, given[name]));
}

/** What is wrong with a group of options under one name. */
export function checkGroup(name: string, expectations: Expectations, given: unknown): string[] {
  if (given === undefined) {
    return [];
  }
  return isObject(given)
    ? checkOptions(expectations, given, `${name}.`)
    : [unmet(name, { expected: 'an object', accepts: isObject }, given)];
}
