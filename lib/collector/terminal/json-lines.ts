import type { Notice } from '../notices';
import type { TagPair } from '../parsed-line';
import type { RefusedSample } from '../store-snapshot';
import type { SeriesSnapshot } from '../store/series';

/**
 * `{"name":"orders.placed","kind":"counter","tags":{"channel":"web"},"count":12,…}` for a series, `{"event":"deployed",
 * "level":"success",…}` or `{"check":…}` for what is no metric, `{"refused":"bad","reason":"…"}` for a refused line.
 */
export function jsonLines(
  series: readonly SeriesSnapshot[],
  notices: readonly Notice[],
  refused: readonly RefusedSample[],
): string[] {
  return [
    ...series.map(({ id: _id, revision: _revision, tags, ...shown }) => ({ ...shown, tags: tagsObject(tags) })),
    ...notices.map(({ what, level, title, text, tags, atMs }) => ({
      [what]: title,
      level,
      text,
      tags: tagsObject(tags),
      atMs,
    })),
    ...refused.map(({ line, reason }) => ({ refused: line, reason })),
  ].map((object) => JSON.stringify(object));
}

/** A key that came more than once has all its values. */
function tagsObject(tags: readonly TagPair[]): Record<string, string | string[]> {
  const valuesOf = new Map<string, string[]>();
  for (const [key, value] of tags) {
    valuesOf.set(key, [...(valuesOf.get(key) ?? []), value]);
  }
  return Object.fromEntries(
    [...valuesOf].map(([key, values]) => [key, values.length > 1 ? values : (values[0] ?? '')]),
  );
}
