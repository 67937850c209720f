import 'reflect-metadata';
import { expect, it } from 'vitest';
import { Counted, InFlight, Timed } from '../../lib';

it.each([
  ['', "Expected `name` to be a string that is not empty, got ''."],
  [{ name: 7 }, 'Expected `name` to be a string that is not empty, got 7.'],
  [{ rate: 'x' }, "Expected `rate` to be a number from 0 to 1, got 'x'."],
  [{ rate: -1 }, 'Expected `rate` to be a number from 0 to 1, got -1.'],
  [{ when: 'x' }, "Expected `when` to be 'always' or 'success' or 'failure', got 'x'."],
  [{ tags: 'x' }, "Expected `tags` to be an object of tags, or a function that returns one, got 'x'."],
  [{ client: '' }, "Expected `client` to be a string that is not empty, got ''."],
  [{ tag: {} }, 'Unknown option `tag`.'],
  [7, 'Expected a name or an object of options.'],
])('refuses %o where the class is defined', (options, problem) => {
  for (const [decorator, name] of [
    [Timed, '@Timed()'],
    [Counted, '@Counted()'],
    [InFlight, '@InFlight()'],
  ] as const) {
    expect(() => decorator(options as string)).toThrow(
      expect.objectContaining({
        code: 'STATS_INVALID_OPTION',
        message: `${name} was given wrong options.\n${problem}`,
      }),
    );
  }
});
