import { noticesOf } from '../notices';
import type { RefusedSample, StoreSnapshot } from '../store-snapshot';
import type { SeriesSnapshot } from '../store/series';
import { commonTags, withTellingTags } from './common-tags';
import { noticeLine } from './notice-line';
import { shortNumber } from './short-number';
import type { TableColumn } from './table-columns';
import { TABLE_COLUMNS, tagsText } from './table-columns';
import { columnsOf, cut, fit, showable } from './terminal-text';

export interface TerminalTableOptions {
  /** In columns of the terminal. No line is wider. */
  readonly width: number;
  /** In lines. Series that do not fit are counted in the last line of the table. @default no limit */
  readonly height?: number | undefined;
}

const GAP = '  ';
const SHOWN_NOTICES = 3;
const SHOWN_REFUSED = 3;

/**
 * Everything at one moment as text: the totals, the tags that all series have, a line a series, the latest events and service
 * checks, the latest refused lines. Lines are joined by LF, none ends with it.
 */
export function terminalTable(snapshot: StoreSnapshot, { width, height = Infinity }: TerminalTableOptions): string {
  const common = commonTags(snapshot.series);
  const head = [totalsLine(snapshot), ...(common.length === 0 ? [] : [`all with ${tagsText({ tags: common })}`]), ''];
  const foot = [...noticeLines(snapshot), ...refusedLines(snapshot)];
  const room = Math.max(1, height - head.length - 1 - foot.length);
  const { series } = snapshot;
  const shown = series.length > room ? series.slice(0, room - 1) : series;
  const rest = series.length - shown.length;
  const body = series.length === 0 ? ['Nothing has come yet.'] : rows(withTellingTags(shown, common), width);
  const more = rest > 0 ? [`… and ${rest} more series`] : [];
  return [...head, ...body, ...more, ...foot]
    .slice(0, height)
    .map((line) => cut(line, width).trimEnd())
    .join('\n');
}

function totalsLine({ totals, uptimeMs, linesPerSecond, series }: StoreSnapshot): string {
  const parts = [
    `up ${durationText(uptimeMs)}`,
    `${series.length} series`,
    `${totals.lines} lines (${shortNumber(linesPerSecond)}/s)`,
    `${totals.packets} packets`,
    `${totals.refused} refused`,
  ];
  return parts.concat(totals.evictedSeries > 0 ? [`${totals.evictedSeries} series forgotten`] : []).join(' · ');
}

function noticeLines(snapshot: StoreSnapshot): string[] {
  const lines = noticesOf(snapshot).slice(-SHOWN_NOTICES).map(noticeLine);
  return lines.length === 0 ? [] : ['', ...lines];
}

function refusedLines({ refused }: StoreSnapshot): string[] {
  const lines = refused.slice(-SHOWN_REFUSED).map(refusedText);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** `refused: m:x|c (not a number: "x")` */
export function refusedText({ line, reason }: RefusedSample): string {
  return `refused: ${showable(line)} (${showable(reason)})`;
}

function rows(series: readonly SeriesSnapshot[], width: number): string[] {
  const cells = series.map((one) => TABLE_COLUMNS.map((column) => column.text(one)));
  const natural = TABLE_COLUMNS.map(({ title }, at) =>
    cells.reduce((widest, row) => Math.max(widest, columnsOf(row[at] ?? '')), title.length),
  );
  const widths = fitWidths(natural, width);
  const rowText = (texts: readonly string[]): string =>
    TABLE_COLUMNS.flatMap(({ align }, at) => {
      const columns = widths[at];
      return columns === undefined ? [] : [fit(texts[at] ?? '', columns, align)];
    }).join(GAP);
  return [rowText(TABLE_COLUMNS.map(({ title }) => title)), ...cells.map(rowText)];
}

/** How wide each column becomes; undefined for those that leave. */
function fitWidths(natural: readonly number[], width: number): (number | undefined)[] {
  const widths: (number | undefined)[] = [...natural];
  for (;;) {
    shrink(widths, overhang(widths, width));
    if (overhang(widths, width) <= 0) {
      return widths;
    }
    const leaving = TABLE_COLUMNS.filter(({ leaves }, at) => leaves !== undefined && widths[at] !== undefined);
    const next = leaving.reduce<TableColumn | undefined>(
      (first, column) => ((first?.leaves ?? 0) >= (column.leaves ?? 0) ? first : column),
      undefined,
    );
    if (next === undefined) {
      return widths;
    }
    widths[TABLE_COLUMNS.indexOf(next)] = undefined;
    natural.forEach((columns, at) => (widths[at] = widths[at] === undefined ? undefined : columns));
  }
}

function overhang(widths: readonly (number | undefined)[], width: number): number {
  const kept = widths.filter((columns) => columns !== undefined);
  return kept.reduce((sum, columns) => sum + columns, (kept.length - 1) * GAP.length) - width;
}

// The tags give way before the name does.
function shrink(widths: (number | undefined)[], byColumns: number): void {
  let left = byColumns;
  for (let at = TABLE_COLUMNS.length - 1; at >= 0; at--) {
    const columns = widths[at];
    const keeps = TABLE_COLUMNS[at]?.keeps;
    if (columns !== undefined && keeps !== undefined && left > 0) {
      const given = Math.min(left, Math.max(0, columns - keeps));
      widths[at] = columns - given;
      left -= given;
    }
  }
}

function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) {
    return `${hours} h ${minutes % 60} min`;
  }
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
