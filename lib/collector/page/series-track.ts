import type { MetricKind, TagPair } from '../parsed-line';
import type { SeriesSnapshot } from '../store/series';

/** `[count, perSecond, value, p50, p95, max]`; `value` is where a gauge stands, the latest of a timer, how many members a set has. */
export type SeriesRow = readonly (number | null)[];

/** The numbers of a row whose past is kept, by what the series is. */
const PER_SECOND = 1;
const VALUE = 2;
const P50_P95_MAX = [3, 4, 5] as const;

const POINTS = 180;

/** What the page knows of a series: its numbers now, and those that are plotted for the last seconds. */
export class SeriesTrack {
  row: SeriesRow = [];
  private readonly plotted: readonly number[];
  private readonly past: readonly Float64Array[];
  private pushed = 0;

  readonly id: number;
  readonly name: string;
  readonly kind: MetricKind;
  readonly tags: readonly TagPair[];

  constructor({ id, name, kind, tags }: SeriesSnapshot) {
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.tags = tags;
    this.plotted = plottedOf(kind);
    this.past = this.plotted.map(() => new Float64Array(POINTS));
  }

  /** Takes in the numbers of one more second, and says whether any is another. */
  push(series: SeriesSnapshot): boolean {
    const row = rowOf(series);
    this.plotted.forEach((number, at) => {
      const points = this.past[at];
      if (points !== undefined) {
        points[this.pushed % POINTS] = row[number] ?? NaN;
      }
    });
    this.pushed += 1;
    const isOther = row.some((value, at) => value !== this.row[at]);
    this.row = row;
    return isOther;
  }

  /** For each plotted number its last points, at most so many, oldest first. */
  points(count: number): (number | null)[][] {
    const first = Math.max(0, this.pushed - Math.min(count, POINTS));
    return this.past.map((points) =>
      Array.from({ length: this.pushed - first }, (_, at) => {
        const point = points[(first + at) % POINTS] ?? NaN;
        return Number.isNaN(point) ? null : point;
      }),
    );
  }
}

function plottedOf(kind: MetricKind): readonly number[] {
  if (kind === 'counter') {
    return [PER_SECOND];
  }
  return kind === 'gauge' || kind === 'set' ? [VALUE] : P50_P95_MAX;
}

function rowOf({ count, perSecond, last, members, window }: SeriesSnapshot): SeriesRow {
  return [count, perSecond, last ?? members?.length, window?.p50, window?.p95, window?.max].map((value) =>
    value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(7)),
  );
}
