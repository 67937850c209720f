import { show } from '../common/show';
import { checkOwnDialect } from './check-own-dialect';
import { readContainerId } from './container-id';
import { withContainer } from './datadog';
import type { Dialect, DialectName, DialectOption } from './dialect';
import { DIALECTS } from './dialects';

/** A dialect, and whether it writes tags. */
export interface ChosenDialect {
  readonly dialect: Dialect;
  readonly tags: boolean;
}

const NAMES = Object.keys(DIALECTS);
const SETTINGS = ['name', 'tags', 'originDetection'];

/**
 * What a `dialect` option stands for. It was checked before, by {@link checkDialect}.
 *
 * @param containerId asked only where origin detection is wanted
 */
export function createDialect(
  option: DialectOption,
  containerId: () => string | undefined = readContainerId,
): ChosenDialect {
  if (typeof option === 'string') {
    return { dialect: DIALECTS[option], tags: true };
  }
  if (isOwnDialect(option)) {
    return { dialect: option, tags: true };
  }
  const dialect = DIALECTS[option.name];
  const id = option.originDetection === true ? containerId() : undefined;
  return { dialect: id === undefined ? dialect : withContainer(dialect, id), tags: option.tags ?? true };
}

/** What is wrong with a `dialect` option, as complete sentences; empty when nothing is. */
export function checkDialect(option: unknown): string[] {
  if (option === undefined || isName(option)) {
    return [];
  }
  if (typeof option !== 'object' || option === null) {
    return [`Expected \`dialect\` to be one of ${NAMES.join(', ')}, or a Dialect, got ${show(option)}.`];
  }
  return isOwnDialect(option) ? checkOwnDialect(option) : checkSettings({ ...option });
}

function isName(value: unknown): value is DialectName {
  return typeof value === 'string' && NAMES.includes(value);
}

/** One's own dialect says how to write; the settings of one of ours do not. */
function isOwnDialect(option: object): option is Dialect {
  return ['label', 'types', 'reserved'].some((key) => key in option);
}

function checkSettings(settings: Record<string, unknown>): string[] {
  const { name, tags, originDetection } = settings;
  const problems = Object.keys(settings)
    .filter((key) => !SETTINGS.includes(key))
    .map((key) => `Unknown option \`dialect.${key}\`.`);
  if (!isName(name)) {
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
