/** @typedef {import('./model.js').Series} Series */

/**
 * @typedef {{ series: Series, heading?: undefined }} SeriesItem
 * @typedef {{ series?: undefined, heading: string, size: number, perSecond: number, isOpen: boolean }} HeadingItem
 * @typedef {SeriesItem | HeadingItem} Item
 */

/**
 * Whether a series is searched for: every word is in its name, kind or tags, and none that a `-` stands before.
 *
 * @param {string} search
 * @returns {(series: Series) => boolean}
 */
export function matcher(search) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = words.filter((word) => !word.startsWith('-'));
  const unwanted = words.filter((word) => word.startsWith('-') && word.length > 1).map((word) => word.slice(1));
  return ({ searchText }) =>
    wanted.every((word) => searchText.includes(word)) && !unwanted.some((word) => searchText.includes(word));
}

/**
 * What the list shows, from top to bottom.
 *
 * @param {readonly Series[]} found
 * @param {string} groupKey The key of a tag; none: no groups.
 * @param {ReadonlySet<string>} closed The groups whose series are not shown.
 * @returns {Item[]}
 */
export function itemsOf(found, groupKey, closed) {
  if (groupKey === '') {
    return found.map((series) => ({ series }));
  }
  /** @type {Map<string, Series[]>} */
  const groups = new Map();
  for (const series of found) {
    const value = series.tags.find(([key]) => key === groupKey)?.[1];
    const heading = value === undefined ? `without ${groupKey}` : `${groupKey} = ${value}`;
    const group = groups.get(heading) ?? [];
    group.push(series);
    groups.set(heading, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([heading, group]) => {
      const isOpen = !closed.has(heading);
      const perSecond = group.reduce((sum, { kind, row }) => sum + (kind === 'counter' ? (row[1] ?? 0) : 0), 0);
      const shown = isOpen ? group.map((series) => ({ series })) : [];
      return [{ heading, size: group.length, perSecond, isOpen }, ...shown];
    });
}

/**
 * The keys of all tags, sorted.
 *
 * @param {Iterable<Series>} all
 * @returns {string[]}
 */
export function tagKeys(all) {
  const keys = new Set();
  for (const { tags } of all) {
    tags.forEach(([key]) => keys.add(key));
  }
  return [...keys].sort((a, b) => (a < b ? -1 : 1));
}
