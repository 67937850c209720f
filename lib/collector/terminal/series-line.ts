import type { SeriesSnapshot } from '../store/series';
import { shortNumber } from './short-number';
import { tagsText } from './table-columns';
import { showable } from './terminal-text';

/** `orders.placed{channel=web} counter count=12 rate=0.4/s` */
export function seriesLine(series: SeriesSnapshot): string {
  const { name, kind, tags, count, perSecond, last, members, window } = series;
  const numbers: readonly (readonly [string, number | undefined])[] = [
    ['last', last],
    ['members', members?.length],
    ['p50', window?.p50],
    ['p95', window?.p95],
    ['max', window?.max],
  ];
  return [
    `${showable(name)}${tags.length === 0 ? '' : `{${tagsText(series)}}`}`,
    kind,
    `count=${shortNumber(count)}`,
    `rate=${shortNumber(perSecond)}/s`,
    ...numbers.flatMap(([label, value]) => (value === undefined ? [] : [`${label}=${shortNumber(value)}`])),
  ].join(' ');
}
