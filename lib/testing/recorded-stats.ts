import { parseLine } from '../collector/parse-line';
import type { MetricKind, NumberMetric, ParsedMetric, SetMetric } from '../collector/parsed-line';
import type { Tags } from '../common/tags';
import type { MemoryTransport } from '../transports/memory-transport';

/**
 * What was recorded, for assertions. Names are as they are sent, prefix and scopes included; of tags, only those that are
 * asked for have to match.
 *
 * @example
 * const stats = moduleRef.get(RecordedStats);
 * expect(stats.counter('orders.placed', { channel: 'web' })).toBe(2);
 */
export class RecordedStats {
  constructor(private readonly transport: MemoryTransport) {}

  /** The sum of a counter; 0 for one that was never counted. */
  counter(name: string, tags?: Tags): number {
    return this.numbers(['counter'], name, tags).reduce((sum, { values, rate }) => sum + (values[0] ?? 0) / rate, 0);
  }

  /** Where a gauge stands; `undefined` for one that was never set. */
  gauge(name: string, tags?: Tags): number | undefined {
    return this.numbers(['gauge'], name, tags).at(-1)?.values.at(-1);
  }

  /** The durations of a timer in milliseconds, in the order of their end. */
  timings(name: string, tags?: Tags): number[] {
    return this.numbers(['timer'], name, tags).flatMap(({ values }) => values);
  }

  /** The values of a histogram or distribution, in their order. */
  values(name: string, tags?: Tags): number[] {
    return this.numbers(['histogram', 'distribution'], name, tags).flatMap(({ values }) => values);
  }

  /** The distinct members of a set, in the order of their first appearance. */
  members(name: string, tags?: Tags): string[] {
    const sets = this.find(['set'], name, tags) as SetMetric[];
    return [...new Set(sets.flatMap(({ members }) => members))];
  }

  /** Everything as it was sent. */
  lines(): string[] {
    return this.transport.lines();
  }

  /** Forgets what was recorded so far. */
  clear(): void {
    this.transport.clear();
  }

  private numbers(kinds: readonly MetricKind[], name: string, tags: Tags | undefined): NumberMetric[] {
    return this.find(kinds, name, tags) as NumberMetric[];
  }

  private find(kinds: readonly MetricKind[], name: string, tags: Tags = {}): ParsedMetric[] {
    return this.lines()
      .map((line) => parseLine(line, 'datadog'))
      .filter((parsed) => parsed.type === 'metric')
      .filter((metric) => kinds.includes(metric.kind) && metric.name === name && matches(metric, tags));
  }
}

function matches(metric: ParsedMetric, tags: Tags): boolean {
  const written = new Map(metric.tags);
  return Object.entries(tags).every(([key, value]) =>
    value === undefined || value === null ? !written.has(key) : written.get(key) === String(value),
  );
}
