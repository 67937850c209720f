import type { Tag } from '../dialects/dialect';

/** What tells a series from others of its kind: its name with the keys of its tags, then the value of each. */
export type SeriesAddress = readonly [string, ...string[]];

/** The address of a series that keeps its tags in their order. */
export function seriesAddress(name: string, tags: readonly Tag[]): SeriesAddress {
  // A line break stands in no name, key or value. Joined at once, not put together: that would keep all parts alive.
  return tags.length === 0
    ? [name]
    : [[name, ...tags.map(([key]) => key)].join('\n'), ...tags.map(([, value]) => value)];
}

/** The address of a series whose tags are the same in any order. */
export function foldingAddress(name: string, tags: readonly Tag[]): SeriesAddress {
  return seriesAddress(name, tags.length > 1 ? tags.toSorted(([a], [b]) => (a < b ? -1 : 1)) : tags);
}
