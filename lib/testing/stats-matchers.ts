import { show } from '../common/show';
import type { Tags } from '../common/tags';
import { recordedBy } from './recorded-by';
import { RecordedStats } from './recorded-stats';

interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/** The matchers as `expect(stats)` offers them. Add them to the types of your runner, as the docs show. */
export interface StatsMatchers<R = unknown> {
  /** The counter's sum is that; without a count, above 0. */
  toHaveCounted(name: string, count?: number, tags?: Tags): R;
  /** The gauge stands at that; without a value, anywhere. */
  toHaveGauge(name: string, value?: number, tags?: Tags): R;
  /** The timer has that many durations; without a number, one at least. */
  toHaveTimed(name: string, times?: number, tags?: Tags): R;
  /** The set has that member. */
  toHaveMember(name: string, member: string | number, tags?: Tags): R;
}

/**
 * For `expect.extend(statsMatchers)` of vitest and jest: each takes a {@link RecordedStats}, or the `StatsService` of a
 * `StatsTestingModule`, and says what was recorded where it is not what was expected.
 */
export const statsMatchers = {
  toHaveCounted(received: unknown, name: string, count?: number, tags?: Tags): MatcherResult {
    const sum = recorded(received).counter(name, tags);
    return result(
      received,
      count === undefined ? sum > 0 : sum === count,
      `${name} counted ${orAnything(count)}`,
      tags,
      sum,
    );
  },

  toHaveGauge(received: unknown, name: string, value?: number, tags?: Tags): MatcherResult {
    const stands = recorded(received).gauge(name, tags);
    const pass = value === undefined ? stands !== undefined : stands === value;
    return result(received, pass, `gauge ${name} at ${orAnything(value)}`, tags, stands);
  },

  toHaveTimed(received: unknown, name: string, times?: number, tags?: Tags): MatcherResult {
    const { length } = recorded(received).timings(name, tags);
    const pass = times === undefined ? length > 0 : length === times;
    return result(received, pass, `${name} timed ${orAnything(times)} times`, tags, length);
  },

  toHaveMember(received: unknown, name: string, member: string | number, tags?: Tags): MatcherResult {
    const members = recorded(received).members(name, tags);
    const pass = members.includes(String(member));
    return result(received, pass, `set ${name} with the member ${member}`, tags, members.join(', '));
  },
};

function recorded(received: unknown): RecordedStats {
  const stats = received instanceof RecordedStats ? received : recordedBy(received);
  if (stats === undefined) {
    throw new TypeError(
      `Expected a RecordedStats, got ${show(received)}: take it from the module by get(RecordedStats).`,
    );
  }
  return stats;
}

function orAnything(expected: number | undefined): string {
  return expected === undefined ? 'anything' : String(expected);
}

function result(
  received: unknown,
  pass: boolean,
  expected: string,
  tags: Tags | undefined,
  got: unknown,
): MatcherResult {
  return {
    pass,
    message: () => {
      const withTags = tags === undefined ? '' : ` with ${JSON.stringify(tags)}`;
      const lines = recorded(received).lines();
      const what = lines.length === 0 ? 'Nothing was recorded.' : `Recorded:\n  ${lines.join('\n  ')}`;
      return `Expected ${pass ? 'not ' : ''}${expected}${withTags}, got ${String(got)}.\n\n${what}`;
    },
  };
}
