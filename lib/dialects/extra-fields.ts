import { timestampMs } from '../common/timestamp';
import { clean, reserve } from './reserve';

const RESERVED = reserve('');
const CONTROL = /\p{Cc}/gu;

/** `|h:host`; nothing where there is no value. A time is written in whole seconds since the epoch. */
export function optionalField(mark: string, value: string | Date | number | undefined): string {
  if (value === undefined || value === '') {
    return '';
  }
  const text = typeof value === 'string' ? clean(value, RESERVED) : Math.floor(timestampMs(value) / 1_000);
  return `|${mark}${text}`;
}

/** A text whose length is told, so that only what would end the line has to go: a line break becomes the two characters `\n`. */
export function escapeLineBreaks(text: string): string {
  return clean(text.replace(/\r?\n/g, '\\n'), CONTROL);
}
