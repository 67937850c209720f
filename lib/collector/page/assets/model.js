/**
 * @typedef {readonly (number | null)[]} Row `[count, perSecond, value, p50, p95, max]`
 * @typedef {object} Series
 * @property {number} id
 * @property {string} name
 * @property {string} kind
 * @property {readonly (readonly [string, string])[]} tags
 * @property {string} tagText
 * @property {string} ownTagText Without the tags that all series have; those first that tell it from others of its name.
 * @property {string} searchText Lower case: all that a search can hit.
 * @property {Row} row
 * @property {Float64Array} spark The last minute of its main number; NaN where there was none.
 */

export const COUNT = 0;
export const PER_SECOND = 1;
export const VALUE = 2;
const POINTS = 60;

/**
 * The numbers of a row that are plotted, by kind; the first or, of three, the middle one is the main number.
 *
 * @param {string} kind
 * @returns {readonly number[]}
 */
export function plottedOf(kind) {
  if (kind === 'counter') {
    return [PER_SECOND];
  }
  return kind === 'gauge' || kind === 'set' ? [VALUE] : [3, 4, 5];
}

/** @param {string} kind */
export function mainOf(kind) {
  const plotted = plottedOf(kind);
  return plotted[Math.floor(plotted.length / 2)] ?? VALUE;
}

/** All that the collector has told. */
export class Model {
  /** @type {Map<number, Series>} */
  byId = new Map();
  /** By name, kind and tags. @type {readonly Series[]} */
  sorted = [];
  /** The tags that all series have, where there are several series. */
  commonTagText = '';
  /** Rises when a series comes or goes. */
  membership = 0;
  atMs = 0;
  linesPerSecond = 0;
  totals = { packets: 0, lines: 0, refused: 0 };

  /** @param {any} message */
  applyState(message) {
    this.byId.clear();
    for (const [id, name, kind, tags, row, points] of message.series) {
      const series = this.add(id, name, kind, tags);
      series.row = row;
      const main = points[Math.floor(points.length / 2)] ?? [];
      main
        .slice(-POINTS)
        .forEach((/** @type {number | null} */ point, /** @type {number} */ at, /** @type {any} */ all) => {
          series.spark[POINTS - all.length + at] = point ?? NaN;
        });
    }
    this.applyCommon(message);
    this.sort();
  }

  /** @param {any} message */
  applyUpdate(message) {
    for (const [id, name, kind, tags] of message.added) {
      this.add(id, name, kind, tags);
    }
    for (const id of message.gone) {
      this.byId.delete(id);
    }
    for (const [id, ...row] of message.rows) {
      const series = this.byId.get(id);
      if (series !== undefined) {
        series.row = row;
      }
    }
    for (const series of this.byId.values()) {
      series.spark.copyWithin(0, 1);
      series.spark[POINTS - 1] = series.row[mainOf(series.kind)] ?? NaN;
    }
    this.applyCommon(message);
    if (message.added.length > 0 || message.gone.length > 0) {
      this.sort();
    }
  }

  /** @param {any} message */
  applyCommon(message) {
    this.atMs = message.atMs;
    this.linesPerSecond = message.linesPerSecond;
    this.totals = message.totals;
  }

  /**
   * @param {number} id
   * @param {string} name
   * @param {string} kind
   * @param {readonly (readonly [string, string])[]} tags
   * @returns {Series}
   */
  add(id, name, kind, tags) {
    const tagText = textOf(tags);
    const series = {
      id,
      name,
      kind,
      tags,
      tagText,
      ownTagText: tagText,
      searchText: `${name} ${kind} ${tagText}`.toLowerCase(),
      row: [],
      spark: new Float64Array(POINTS).fill(NaN),
    };
    this.byId.set(id, series);
    return series;
  }

  sort() {
    this.sorted = [...this.byId.values()].sort(
      (a, b) => compare(a.name, b.name) || compare(a.kind, b.kind) || compare(a.tagText, b.tagText),
    );
    this.membership += 1;
    const common = commonTags(this.sorted);
    this.commonTagText = textOf(common);
    for (const group of namesakes(this.sorted)) {
      const shared = commonTags(group);
      for (const series of group) {
        const own = series.tags.filter((tag) => !isAmong(common, tag));
        const telling = own.filter((tag) => !isAmong(shared, tag));
        series.ownTagText = textOf([...telling, ...own.filter((tag) => isAmong(shared, tag))]);
      }
    }
  }
}

/** @typedef {readonly [string, string]} Tag */

/** @param {readonly Tag[]} tags */
export function textOf(tags) {
  return tags.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join('  ');
}

/**
 * @param {readonly Series[]} all
 * @returns {readonly Tag[]}
 */
function commonTags(all) {
  /** @type {readonly Tag[]} */
  let common = all.length > 1 ? (all[0]?.tags ?? []) : [];
  for (const { tags } of all) {
    common = common.filter((tag) => isAmong(tags, tag));
    if (common.length === 0) {
      break;
    }
  }
  return common;
}

/**
 * Series of one name, which stand together.
 *
 * @param {readonly Series[]} sorted
 * @returns {Series[][]}
 */
function namesakes(sorted) {
  /** @type {Series[][]} */
  const groups = [];
  for (const series of sorted) {
    const group = groups.at(-1);
    if (group?.[0]?.name === series.name) {
      group.push(series);
    } else {
      groups.push([series]);
    }
  }
  return groups;
}

/**
 * @param {readonly Tag[]} tags
 * @param {Tag} tag
 */
function isAmong(tags, [key, value]) {
  return tags.some((other) => other[0] === key && other[1] === value);
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
