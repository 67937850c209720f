import { show } from '../common/show';
import type { Dialect, DialectName, DialectOption } from './dialect';
import { DIALECTS } from './dialects';

/** A dialect, and whether it writes tags. */
export interface ChosenDialect {
  readonly dialect: Dialect;
  readonly tags: boolean;
}

const NAMES = Object.keys(DIALECTS);

/** What a `dialect` option stands for. It was checked before, by {@link checkDialect}. */
export function createDialect(option: DialectOption): ChosenDialect {
  if (typeof option === 'string') {
    return { dialect: byName(option), tags: true };
  }
  if (isOwnDialect(option)) {
    return { dialect: option, tags: true };
  }
  return { dialect: byName(option.name), tags: option.tags ?? true };
}

/** What is wrong with a `dialect` option, as complete sentences; empty when nothing is. */
export function checkDialect(option: unknown): string[] {
  if (option === undefined || (typeof option === 'string' && NAMES.includes(option))) {
    return [];
  }
  if (typeof option !== 'object' || option === null) {
    return [`Expected \`dialect\` to be one of ${NAMES.join(', ')}, or a Dialect, got ${show(option)}.`];
  }
  return isOwnDialect(option) ? checkOwn(option) : checkSettings(option as Record<string, unknown>);
}

/** One's own dialect says how a label is written; settings of one of ours do not. */
function isOwnDialect(option: object): option is Dialect {
  return 'label' in option;
}

function byName(name: DialectName): Dialect {
  return DIALECTS[name] as Dialect;
}

function checkOwn(dialect: Partial<Dialect>): string[] {
  const problems: string[] = [];
  const expect = (holds: boolean, key: string, expected: string): void => {
    if (!holds) {
      problems.push(`Expected \`dialect.${key}\` to be ${expected}.`);
    }
  };
  const { reserved, types } = dialect;
  expect(typeof dialect.name === 'string' && dialect.name !== '', 'name', 'a string that is not empty');
  expect(typeof dialect.label === 'function', 'label', 'a function');
  expect(typeof types === 'object' && types !== null, 'types', 'an object with a type, or null, for each kind');
  for (const part of ['name', 'tagKey', 'tagValue', 'member'] as const) {
    expect(reserved?.[part] instanceof RegExp && reserved[part].global, `reserved.${part}`, 'a RegExp with the flag g');
  }
  return problems;
}

function checkSettings(settings: Record<string, unknown>): string[] {
  const { name, tags, originDetection } = settings;
  const problems = Object.keys(settings)
    .filter((key) => !['name', 'tags', 'originDetection'].includes(key))
    .map((key) => `Unknown option \`dialect.${key}\`.`);
  if (typeof name !== 'string' || !NAMES.includes(name)) {
    problems.push(`Expected \`dialect.name\` to be one of ${NAMES.join(', ')}, got ${show(name)}.`);
  }
  for (const [key, value] of Object.entries({ tags, originDetection })) {
    if (value !== undefined && typeof value !== 'boolean') {
      problems.push(`Expected \`dialect.${key}\` to be true or false, got ${show(value)}.`);
    }
  }
  if (originDetection === true && name !== 'datadog') {
    problems.push('Expected `dialect.originDetection` to be left out: only the dialect datadog has it.');
  }
  return problems;
}
