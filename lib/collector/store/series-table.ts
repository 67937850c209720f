import type { MetricKind, ParsedMetric, TagPair } from '../parsed-line';
import type { Series } from './series';

const EVICTED_SHARE = 0.1;

/** The live series, at most `maxSeries`: when one more comes, the tenth part that was silent for the longest goes. */
export class SeriesTable {
  private readonly byKey = new Map<string, Series>();
  private sorted: readonly Series[] | undefined;
  private created = 0;
  /** Rises with every metric. */
  revision = 0;
  evicted = 0;

  constructor(
    private readonly maxSeries: number,
    private readonly create: (id: number, name: string, kind: MetricKind, tags: readonly TagPair[]) => Series,
  ) {}

  /** The series of the metric, made when it is new; nothing when its name and tags are longer than `maxKeyChars`. */
  resolve(metric: ParsedMetric, maxKeyChars: number): Series | undefined {
    const tags = metric.tags.length > 1 ? [...metric.tags].sort(compareTags) : metric.tags;
    const key = keyOf(metric, tags);
    let series = this.byKey.get(key);
    if (series === undefined) {
      if (key.length > maxKeyChars) {
        return undefined;
      }
      if (this.byKey.size >= this.maxSeries) {
        this.evict();
      }
      series = this.add(key, metric.kind);
    }
    series.revision = ++this.revision;
    return series;
  }

  /** Sorted by name, then by kind and tags. */
  all(): readonly Series[] {
    this.sorted ??= [...this.byKey].sort(([a], [b]) => compare(a, b)).map(([, series]) => series);
    return this.sorted;
  }

  // The parts are cut from the key, which is kept in any case, and not from the line, which would be kept for them.
  private add(key: string, kind: MetricKind): Series {
    const [name = '', , ...rest] = key.split('\0');
    const tags: TagPair[] = [];
    for (let at = 0; at < rest.length; at += 2) {
      tags.push([rest[at] ?? '', rest[at + 1] ?? '']);
    }
    this.created += 1;
    const series = this.create(this.created, name, kind, tags);
    this.byKey.set(key, series);
    this.sorted = undefined;
    return series;
  }

  // A whole share at a time: looking for the oldest means looking at all, which a flood of new series must not do for each.
  private evict(): void {
    const oldestFirst = [...this.byKey].sort(([, a], [, b]) => a.revision - b.revision);
    const count = Math.max(1, Math.floor(this.maxSeries * EVICTED_SHARE));
    for (const [key, series] of oldestFirst.slice(0, count)) {
      this.byKey.delete(key);
      series.release();
      this.evicted += 1;
    }
    this.sorted = undefined;
  }
}

// No part can hold a NUL: control characters are refused by the parser. So keys sort as their parts do.
function keyOf(metric: ParsedMetric, tags: readonly TagPair[]): string {
  let key = `${metric.name}\0${metric.kind}`;
  for (const [tag, value] of tags) {
    key += `\0${tag}\0${value}`;
  }
  return key;
}

function compareTags([keyA, valueA]: TagPair, [keyB, valueB]: TagPair): number {
  return compare(keyA, keyB) || compare(valueA, valueB);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
