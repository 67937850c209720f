import { show } from '../../common/show';
import { StatsError } from '../../common/stats-error';
import { checkEach, checkGroup, isObject } from '../../client/check-options';
import { resolveClientOptions } from '../../client/resolve-client-options';
import type { StatsClientOptions } from '../../client/stats-client-options';
import { BOOLEAN, FUNCTION, TEXT, type Expectation } from '../../transports/expectation';
import type { RequestOptions } from '../requests/request-options';
import type { StatsModuleExtras, StatsOptions } from '../stats-module-options';

export interface SplitOptions {
  readonly client: StatsClientOptions;
  /** `undefined`: not given. */
  readonly requests: false | RequestOptions | undefined;
  readonly runtime: boolean;
}

const EXTRAS = { isGlobal: BOOLEAN, interceptor: BOOLEAN, name: TEXT } satisfies Record<
  keyof StatsModuleExtras,
  Expectation
>;
const REQUEST_OPTIONS = {
  ignore: {
    expected: 'an array of strings, regular expressions and functions',
    accepts: (value) => Array.isArray(value) && value.every(isIgnorable),
  },
  tags: FUNCTION,
  name: {
    expected: 'a string that is not empty, or a function',
    accepts: (value) => TEXT.accepts(value) || FUNCTION.accepts(value),
  },
} satisfies Record<keyof RequestOptions, Expectation>;
const REQUESTS: Expectation = {
  expected: 'false or an object',
  accepts: (value) => value === false || isObject(value),
};

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
  const problems = checkEach(EXTRAS, { ...extras });
  for (const extra of Object.keys(EXTRAS)) {
    if (extra in client) {
      delete client[extra];
      problems.push(
        `Expected \`${extra}\` beside \`useFactory\`, not among what it returns: it decides how the application is put together.`,
      );
    }
  }
  problems.push(
    ...checkEach({ requests: REQUESTS, runtime: BOOLEAN }, { requests, runtime }),
    ...(isObject(requests) ? checkGroup('requests', REQUEST_OPTIONS, requests) : []),
  );
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

function isIgnorable(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'function' || value instanceof RegExp;
}
