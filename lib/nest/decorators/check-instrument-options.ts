import { StatsError } from '../../common/stats-error';
import { checkOptions, isObject } from '../../client/check-options';
import { FUNCTION, oneOf, TEXT, type Expectation } from '../../transports/expectation';
import type { InstrumentOptions } from './instrument-options';

const EXPECTATIONS = {
  name: TEXT,
  tags: {
    expected: 'an object of tags, or a function that returns one',
    accepts: (value) => isObject(value) || FUNCTION.accepts(value),
  },
  rate: { expected: 'a number from 0 to 1', accepts: (value) => typeof value === 'number' && value >= 0 },
  client: TEXT,
  when: oneOf('always', 'success', 'failure'),
} satisfies Record<keyof InstrumentOptions, Expectation>;

/**
 * The options that `decorator` was given.
 *
 * @throws StatsError `STATS_INVALID_OPTION`, with everything that is wrong
 */
export function checkInstrumentOptions(
  decorator: string,
  given: string | InstrumentOptions | undefined,
): InstrumentOptions {
  const options: unknown = typeof given === 'string' ? { name: given } : (given ?? {});
  const problems = isObject(options)
    ? checkOptions(EXPECTATIONS, options)
    : ['Expected a name or an object of options.'];
  if (problems.length > 0) {
    throw new StatsError('STATS_INVALID_OPTION', [`${decorator} was given wrong options.`, ...problems].join('\n'));
  }
  return options as InstrumentOptions;
}
