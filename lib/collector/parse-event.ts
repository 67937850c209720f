import { isUtf8 } from 'node:buffer';
import { parseExtraFields } from './grammar/parse-extra-fields';
import type { ParsedEvent, RefusedLine } from './parsed-line';
import { refused } from './parsed-line';

const LENGTHS = /^_e\{(\d{1,9}),(\d{1,9})\}:/;

const FIELDS = [
  { mark: 'd:', field: 'timestamp' },
  { mark: 'h:', field: 'hostname' },
  { mark: 'k:', field: 'aggregationKey' },
  { mark: 'p:', field: 'priority', oneOf: ['normal', 'low'] },
  { mark: 's:', field: 'source' },
  { mark: 't:', field: 'alertType', oneOf: ['error', 'warning', 'info', 'success'] },
  { mark: '#', field: 'tags' },
] as const;

/** `_e{titleBytes,textBytes}:title|text|d:seconds|h:host|k:key|p:low|s:source|t:error|#tags`; the lengths are of UTF-8 bytes. */
export function parseEvent(line: string): ParsedEvent | RefusedLine {
  const lengths = LENGTHS.exec(line);
  if (lengths === null) {
    return refused('an event without the lengths of its title and text');
  }
  const bytes = Buffer.from(line.slice(lengths[0].length));
  const titleEnd = Number(lengths[1]);
  const textEnd = titleEnd + 1 + Number(lengths[2]);
  const title = bytes.subarray(0, titleEnd);
  const text = bytes.subarray(titleEnd + 1, textEnd);
  const rest = bytes.subarray(textEnd).toString();
  const isWhole = textEnd <= bytes.length && isUtf8(title) && isUtf8(text);
  if (!isWhole || bytes[titleEnd] !== 0x7c || (rest !== '' && !rest.startsWith('|'))) {
    return refused('the lengths of the event are not those of its title and text');
  }
  if (titleEnd === 0) {
    return refused('an event without a title');
  }
  const extras = parseExtraFields(rest === '' ? [] : rest.slice(1).split('|'), FIELDS);
  if (extras.type === 'refused') {
    return extras;
  }
  return {
    type: 'event',
    title: withLineBreaks(title.toString()),
    text: withLineBreaks(text.toString()),
    ...extras.fields,
    tags: extras.tags,
  };
}

function withLineBreaks(text: string): string {
  return text.replaceAll('\\n', '\n');
}
