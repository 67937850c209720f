import type { SeriesSnapshot } from '../store/series';
import { shortNumber } from './short-number';
import { showable } from './terminal-text';

export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Columns that may be cut have a width that they keep; the others are always as wide as what is in them. */
  readonly keeps?: number;
  /** Which go first when the terminal is too narrow: those with the highest number. Without one it stays. */
  readonly leaves?: number;
  text(series: SeriesSnapshot): string;
}

const number = (value: number | undefined): string => (value === undefined ? '' : shortNumber(value));

export const TABLE_COLUMNS: readonly TableColumn[] = [
  { title: 'NAME', align: 'left', keeps: 16, text: ({ name }) => showable(name) },
  { title: 'TAGS', align: 'left', keeps: 14, leaves: 2, text: (series) => tagsText(series) },
  { title: 'KIND', align: 'left', leaves: 5, text: ({ kind }) => kind },
  { title: 'COUNT', align: 'right', text: ({ count }) => shortNumber(count) },
  { title: '/S', align: 'right', leaves: 1, text: ({ perSecond }) => shortNumber(perSecond) },
  { title: 'LAST', align: 'right', leaves: 4, text: ({ last, members }) => number(last ?? members?.length) },
  { title: 'P50', align: 'right', leaves: 6, text: ({ window }) => number(window?.p50) },
  { title: 'P95', align: 'right', leaves: 3, text: ({ window }) => number(window?.p95) },
  { title: 'MAX', align: 'right', leaves: 3, text: ({ window }) => number(window?.max) },
];

/** `channel=web,bare` */
export function tagsText({ tags }: Pick<SeriesSnapshot, 'tags'>): string {
  return showable(tags.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join(','));
}
