import type { TagPair } from '../parsed-line';
import type { SeriesSnapshot } from '../store/series';

/** The tags that all of several series have: they tell none from another. */
export function commonTags(series: readonly Pick<SeriesSnapshot, 'tags'>[]): readonly TagPair[] {
  const [first, ...others] = series;
  return first === undefined || others.length === 0
    ? []
    : others.reduce((common, { tags }) => common.filter((tag) => isAmong(tags, tag)), first.tags);
}

/** The series without those tags, and with the tags first that tell it from others of its name: what is cut is the end. */
export function withTellingTags(series: readonly SeriesSnapshot[], left: readonly TagPair[]): SeriesSnapshot[] {
  const namesakes = new Map<string, SeriesSnapshot[]>();
  for (const one of series) {
    const group = namesakes.get(one.name);
    if (group === undefined) {
      namesakes.set(one.name, [one]);
    } else {
      group.push(one);
    }
  }
  const shared = new Map([...namesakes].map(([name, group]) => [name, commonTags(group)]));
  return series.map((one) => {
    const common = shared.get(one.name) ?? [];
    const tags = one.tags.filter((tag) => !isAmong(left, tag));
    const telling = tags.filter((tag) => !isAmong(common, tag));
    return { ...one, tags: [...telling, ...tags.filter((tag) => isAmong(common, tag))] };
  });
}

function isAmong(tags: readonly TagPair[], [key, value]: TagPair): boolean {
  return tags.some((other) => other[0] === key && other[1] === value);
}
