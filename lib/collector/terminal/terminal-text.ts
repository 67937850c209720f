const PRINTABLE_ASCII = /^[ -~]*$/;
/** Control, format and unassigned characters and line separators: what could move the cursor, or hide or reorder text. */
const UNSHOWABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
const NO_COLUMN = /[\p{Mn}\p{Me}]/u;
/** East Asian wide and fullwidth blocks. */
const TWO_COLUMNS =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Text from elsewhere, safe to print: what a terminal might obey becomes `·`. */
export function showable(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(UNSHOWABLE, '·');
}

/** How many columns of a terminal the text takes. */
export function columnsOf(text: string): number {
  if (PRINTABLE_ASCII.test(text)) {
    return text.length;
  }
  let columns = 0;
  for (const character of text) {
    columns += characterColumns(character);
  }
  return columns;
}

/** The text cut to that many columns, the cut shown by `…`. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) {
    return text;
  }
  let kept = '';
  let room = columns - 1;
  for (const character of text) {
    room -= characterColumns(character);
    if (room < 0) {
      break;
    }
    kept += character;
  }
  return columns > 0 ? `${kept}…` : '';
}

/** The text cut and filled up to exactly that many columns. */
export function fit(text: string, columns: number, align: 'left' | 'right'): string {
  const shown = cut(text, columns);
  const fill = ' '.repeat(Math.max(0, columns - columnsOf(shown)));
  return align === 'left' ? shown + fill : fill + shown;
}

function characterColumns(character: string): number {
  if (NO_COLUMN.test(character)) {
    return 0;
  }
  return TWO_COLUMNS.test(character) ? 2 : 1;
}
