import { assert, asyncProperty, constantFrom, date, integer, option, record, type Arbitrary } from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { it } from 'vitest';
import { parseLine } from '../../lib/collector/parse-line';
import { packetsOf } from '../support/packets-of';
import { check } from './support/hold-session';
import { RUNS, TIMEOUT_MS, withoutStacks } from './support/runs';
import { text } from './support/sessions';
import { cleaned } from './support/wire-table';

withoutStacks();

const maybe = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> => option(arbitrary, { nil: undefined });
const moment = maybe(
  record({ ms: integer({ min: 0, max: 4_000_000_000_000 }), at: date({ noInvalidDate: true, min: new Date(0) }) }),
);
const title = text.filter((given) => given !== '');

const event = record({
  title,
  text: maybe(text),
  timestamp: moment,
  hostname: maybe(text),
  aggregationKey: maybe(text),
  priority: maybe(constantFrom('normal', 'low')),
  source: maybe(text),
  alertType: maybe(constantFrom('error', 'warning', 'info', 'success')),
});

const serviceCheck = record({
  name: title,
  status: constantFrom('ok', 'warning', 'critical', 'unknown'),
  timestamp: moment,
  hostname: maybe(text),
  message: maybe(text),
});

it(
  'every event reads back as what was meant',
  async () => {
    await assert(
      asyncProperty(event, async ({ timestamp, ...given }) => {
        const at = timestamp?.ms;
        const [line = ''] = await packetsOf({ dialect: 'datadog' }, (stats) =>
          stats.event({ ...given, timestamp: at }),
        );
        const { title: ownTitle, text: body, hostname, aggregationKey, priority, source, alertType } = given;
        const expected = present({
          type: 'event',
          title: told(ownTitle),
          text: told(body ?? ''),
          timestamp: at === undefined ? undefined : Math.floor(at / 1_000),
          hostname: field(hostname),
          aggregationKey: field(aggregationKey),
          priority,
          source: field(source),
          alertType,
          tags: [],
        });
        check(isDeepStrictEqual(parseLine(line, 'datadog'), expected), 'the event is another', { line, expected });
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

it(
  'every service check reads back as what was meant',
  async () => {
    await assert(
      asyncProperty(serviceCheck, async ({ timestamp, ...given }) => {
        const at = timestamp?.at;
        const [line = ''] = await packetsOf({ dialect: 'datadog' }, (stats) =>
          stats.serviceCheck({ ...given, timestamp: at }),
        );
        const expected = present({
          type: 'serviceCheck',
          name: cleaned(given.name, ':@# '),
          status: given.status,
          timestamp: at === undefined ? undefined : Math.floor(at.getTime() / 1_000),
          hostname: field(given.hostname),
          message: message(given.message),
          tags: [],
        });
        check(isDeepStrictEqual(parseLine(line, 'datadog'), expected), 'the check is another', { line, expected });
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

/** Without control characters, but with `|`: its length is told. A line break may be two characters. */
function told(given: string): string {
  const lines = given
    .split('\n')
    .map((line, i, all) => (i < all.length - 1 && line.endsWith('\r') ? line.slice(0, -1) : line));
  // The reader cannot tell the two characters from those that were written for a line break.
  return lines
    .map((line) =>
      line
        .split('|')
        .map((part) => cleaned(part, ''))
        .join('|'),
    )
    .join('\n')
    .replaceAll('\\n', '\n');
}

function message(given: string | undefined): string | undefined {
  if (given === undefined || given === '') {
    return undefined;
  }
  // As above, and the same for `m\:`, which is what an `m:` becomes.
  return told(given).replaceAll('|', '_').replaceAll('m\\:', 'm:');
}

function field(given: string | undefined): string | undefined {
  return given === undefined || given === '' ? undefined : cleaned(given, '');
}

function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
