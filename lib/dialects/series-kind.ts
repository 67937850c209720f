/** What a series measures. */
export type SeriesKind = 'counter' | 'gauge' | 'timer' | 'histogram' | 'distribution' | 'set';

export const SERIES_KINDS = [
  'counter',
  'gauge',
  'timer',
  'histogram',
  'distribution',
  'set',
] as const satisfies SeriesKind[];
