import type { Notice } from '../notices';
import { tagsText } from './table-columns';
import { showable } from './terminal-text';

/** `event success deployed{env=prod}: version 2 is out`, `check critical db.up: no answer` */
export function noticeLine(notice: Notice): string {
  const { what, title, level, text, tags } = notice;
  const name = `${showable(title)}${tags.length === 0 ? '' : `{${tagsText(notice)}}`}`;
  return `${what} ${showable(level)} ${name}${text === '' ? '' : `: ${showable(text)}`}`;
}
