import { show } from '../../common/show';
import { StatsError } from '../../common/stats-error';
import { resolveClientOptions } from '../../client/resolve-client-options';
import type { StatsClientOptions } from '../../client/stats-client-options';
import type { RequestOptions } from '../requests/request-options';
import type { StatsModuleExtras, StatsOptions } from '../stats-module-options';
import { DEFAULT_CLIENT } from '../stats.tokens';

export interface SplitOptions {
  readonly client: StatsClientOptions;
  /** `undefined`: not given. */
  readonly requests: false | RequestOptions | undefined;
  readonly runtime: boolean;
}

const EXTRAS = ['isGlobal', 'name', 'interceptor'] as const satisfies (keyof StatsModuleExtras)[];
const REQUEST_OPTIONS = ['ignore', 'tags', 'name'] as const satisfies (keyof RequestOptions)[];

/**
 * The options of the client and those of the module, each for itself.
 *
 * @param extras what was given beside them
 * @throws StatsError `STATS_INVALID_OPTION`, with every wrong option of either in one message.
 */
export function splitOptions(options: StatsOptions, extras: StatsModuleExtras): SplitOptions {
  if (typeof options !== 'object' || options === null) {
    throw new StatsError('STATS_INVALID_OPTION', `Expected the options to be an object, got ${show(options)}.`);
  }
  const { requests, runtime = false, ...rest } = options;
  const client: Record<string, unknown> = { ...rest };
  const problems = checkExtras(extras);
  for (const extra of EXTRAS) {
    if (extra in client) {
      delete client[extra];
      problems.push(
        `Expected \`${extra}\` beside \`useFactory\`, not among what it returns: it decides how the application is put together.`,
      );
    }
  }
  problems.push(...checkRequests(requests));
  if (typeof runtime !== 'boolean') {
    problems.push(expected('runtime', 'true or false', runtime));
  }
  if (problems.length === 0) {
    return { client, requests, runtime };
  }
  throw new StatsError('STATS_INVALID_OPTION', [...problems, ...problemsOf(client)].join('\n'));
}

function problemsOf(client: StatsClientOptions): string[] {
  try {
    resolveClientOptions(client);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function checkExtras({ isGlobal = true, interceptor = true, name = DEFAULT_CLIENT }: StatsModuleExtras): string[] {
  const problems: string[] = [];
  if (typeof isGlobal !== 'boolean') {
    problems.push(expected('isGlobal', 'true or false', isGlobal));
  }
  if (typeof interceptor !== 'boolean') {
    problems.push(expected('interceptor', 'true or false', interceptor));
  }
  if (typeof name !== 'string' || name === '') {
    problems.push(expected('name', 'a string that is not empty', name));
  }
  return problems;
}

function checkRequests(requests: unknown): string[] {
  if (requests === undefined || requests === false) {
    return [];
  }
  if (typeof requests !== 'object' || requests === null || Array.isArray(requests)) {
    return [expected('requests', 'false or an object', requests)];
  }
  const { ignore, tags, name } = requests as Record<string, unknown>;
  const problems = Object.keys(requests)
    .filter((key) => !(REQUEST_OPTIONS as readonly string[]).includes(key))
    .map((key) => `Unknown option \`requests.${key}\`.`);
  if (ignore !== undefined && !(Array.isArray(ignore) && ignore.every(isIgnorable))) {
    problems.push(expected('requests.ignore', 'an array of strings, regular expressions and functions', ignore));
  }
  if (tags !== undefined && typeof tags !== 'function') {
    problems.push(expected('requests.tags', 'a function', tags));
  }
  if (name !== undefined && typeof name !== 'function' && (typeof name !== 'string' || name === '')) {
    problems.push(expected('requests.name', 'a string that is not empty, or a function', name));
  }
  return problems;
}

function expected(option: string, what: string, given: unknown): string {
  return `Expected \`${option}\` to be ${what}, got ${show(given)}.`;
}

function isIgnorable(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'function' || value instanceof RegExp;
}
