import type { RefusedLine, TagPair } from '../parsed-line';
import { quoted, refused } from '../parsed-line';
import type { FieldTagStyle } from './line-grammar';

/** The text after `|#`: `key:value,key`. */
export function parseFieldTags(text: string, style: FieldTagStyle): TagPair[] | RefusedLine {
  const tags: TagPair[] = [];
  for (const part of text.split(',')) {
    const colon = part.indexOf(':');
    const key = colon === -1 ? part : part.slice(0, colon);
    const value = colon === -1 ? '' : part.slice(colon + 1);
    if (key === '') {
      return refused('a tag without a key');
    }
    if (value === '' && (colon !== -1 || !style.bareKeys)) {
      return refused(`a tag without a value: ${quoted(part)}`);
    }
    if (/[#@ ]/.test(key) || style.reservedInValue.test(value)) {
      return refused(`a reserved character in the tag ${quoted(part)}`);
    }
    tags.push([key, value]);
  }
  return tags;
}
