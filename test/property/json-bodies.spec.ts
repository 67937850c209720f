import { assert, asyncProperty } from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import { it } from 'vitest';
import { parseJsonBody } from '../../lib/collector/parse-json-body';
import type { ParsedMetric } from '../../lib/collector/parsed-line';
import { check, holdCalls, holdLengths } from './support/hold-session';
import { Model, type Meant } from './support/model';
import { runSession } from './support/run-session';
import { RUNS, TIMEOUT_MS, withoutStacks } from './support/runs';
import { session } from './support/sessions';

withoutStacks();

/** What a server makes of values: sums, last values, lists and members. */
type Totals = Map<string, number | number[] | Set<string>>;

it(
  'whatever is recorded, JSON bodies add up to what was meant, none is too long, and every call and value is counted',
  async () => {
    await assert(
      asyncProperty(session, async (given) => {
        const run = await runSession(given, 'statsd', 'json');
        const model = new Model('plain', given, {
          histogram: 'histogram',
          distribution: 'histogram',
          rates: false,
          deltas: false,
          zeroFirst: false,
        });
        const meaning = model.meaning();
        holdLengths(run, given);
        holdCalls(run, meaning);
        const metrics = run.packets.flatMap(metricsIn);
        const { oversize, queueFull, transport } = run.report.dropped;
        check(queueFull + transport === 0, 'values were lost on their way', run.report);
        const count = metrics.reduce((sum, metric) => sum + valuesOf(metric).length, 0);
        check(run.report.lines === count, 'values are miscounted', { count, report: run.report });
        // What is dropped has no totals to hold the rest against; that it is counted was held above.
        if (oversize === 0) {
          const arrived = totalsOf(
            metrics.flatMap((metric) => valuesOf(metric).map((value) => ({ ...metric, value }))),
          );
          const meant = totalsOf(meaning.values);
          check(isNearly(arrived, meant), 'what arrived is not what was meant', [[...arrived], [...meant]]);
        }
      }),
      { numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);

function metricsIn(body: Buffer): ParsedMetric[] {
  check(isUtf8(body), 'not UTF-8', body.toString('hex'));
  return parseJsonBody(body.toString()).map(({ text, parsed }) => {
    if (parsed.type !== 'metric') {
      throw new Error(`${text}: ${parsed.type === 'refused' ? parsed.reason : parsed.type}`);
    }
    return parsed;
  });
}

function valuesOf(metric: ParsedMetric): readonly (string | number)[] {
  return metric.kind === 'set' ? metric.members : metric.values;
}

function totalsOf(values: readonly Pick<Meant, 'kind' | 'name' | 'value'>[]): Totals {
  const totals: Totals = new Map();
  for (const { kind, name, value } of values) {
    const key = `${kind} ${name}`;
    const before = totals.get(key);
    if (kind === 'counter') {
      totals.set(key, Number(before ?? 0) + Number(value));
    } else if (kind === 'gauge') {
      totals.set(key, Number(value));
    } else if (kind === 'set') {
      totals.set(key, new Set([...((before as Set<string> | undefined) ?? []), String(value)]));
    } else {
      totals.set(key, [...((before as number[] | undefined) ?? []), Number(value)]);
    }
  }
  return totals;
}

/** Sums are made in another order, and durations told to a millionth. */
function isNearly(arrived: Totals, meant: Totals): boolean {
  return (
    isDeepStrictEqual(new Set(arrived.keys()), new Set(meant.keys())) &&
    [...arrived].every(([key, value]) => {
      const other = meant.get(key);
      const pairs = [value, other].map((total) => (typeof total === 'number' ? [total] : total));
      const [numbers, others] = pairs;
      return Array.isArray(numbers) && Array.isArray(others)
        ? numbers.length === others.length && numbers.every((number, i) => isClose(number, others[i] ?? NaN))
        : isDeepStrictEqual(value, other);
    })
  );
}

function isClose(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= Math.max(5.01e-7, Math.max(Math.abs(a), Math.abs(b)) * 1e-9) || !isFinite(a - b);
}
