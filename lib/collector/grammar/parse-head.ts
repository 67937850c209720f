import type { RefusedLine, TagPair } from '../parsed-line';
import { quoted, refused } from '../parsed-line';
import type { LineGrammar, NameTagStyle } from './line-grammar';

export interface Head {
  readonly type: 'head';
  readonly name: string;
  readonly tags: TagPair[];
}

/** What stands before the first `:`: the name, and the tags where the dialect writes them there. */
export function parseHead(head: string, grammar: LineGrammar): Head | RefusedLine {
  const style = grammar.nameTags;
  const end = style === undefined ? -1 : head.indexOf(style.open);
  const name = end === -1 ? head : head.slice(0, end);
  if (name === '') {
    return refused('the name is empty');
  }
  if (grammar.reservedInName.test(name)) {
    return refused(`a reserved character in the name ${quoted(name)}`);
  }
  if (style === undefined || end === -1) {
    return { type: 'head', name, tags: [] };
  }
  const tags = parseNameTags(head.slice(end + style.open.length), style);
  return Array.isArray(tags) ? { type: 'head', name, tags } : tags;
}

function parseNameTags(text: string, style: NameTagStyle): TagPair[] | RefusedLine {
  if (!text.endsWith(style.close)) {
    return refused(`the tags do not end with ${quoted(style.close)}`);
  }
  const tags: TagPair[] = [];
  for (const part of text.slice(0, text.length - style.close.length).split(style.between)) {
    const equals = part.indexOf('=');
    const key = part.slice(0, equals);
    const value = part.slice(equals + 1);
    if (equals < 1 || value === '') {
      return refused(`a tag without a key or without a value: ${quoted(part)}`);
    }
    if (style.reservedInKey.test(key) || style.reservedInValue.test(value)) {
      return refused(`a reserved character in the tag ${quoted(part)}`);
    }
    tags.push([key, value]);
  }
  return tags;
}
