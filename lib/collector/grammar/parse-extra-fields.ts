import type { RefusedLine, TagPair } from '../parsed-line';
import { quoted, refused } from '../parsed-line';
import { DATADOG_TAGS } from './grammars';
import { parseFieldTags } from './parse-field-tags';
import { parseSeconds } from './parse-tail';

/** A field behind an event or a service check: `h:host`. `timestamp` and `tags` are read as such, all others are text. */
export interface ExtraField {
  readonly mark: string;
  readonly field: string;
  readonly oneOf?: readonly string[];
}

export interface ExtraFields<Field extends string> {
  readonly type: 'extras';
  readonly tags: TagPair[];
  readonly fields: { timestamp?: number } & Partial<Record<Exclude<Field, 'timestamp' | 'tags'>, string>>;
}

/** Reads the fields, which may stand in any order; each may be missing, none may come twice. */
export function parseExtraFields<const F extends ExtraField>(
  texts: readonly string[],
  known: readonly F[],
): ExtraFields<F['field']> | RefusedLine {
  const fields: Record<string, string | number> = {};
  let tags: TagPair[] = [];
  const left = new Set(known);
  for (const text of texts) {
    const found = [...left].find(({ mark }) => text.startsWith(mark));
    if (found === undefined) {
      return refused(`a field that is unknown or there twice: ${quoted(text)}`);
    }
    left.delete(found);
    const value = text.slice(found.mark.length);
    if (found.field === 'tags') {
      const parsed = parseFieldTags(value, DATADOG_TAGS);
      if (!Array.isArray(parsed)) {
        return parsed;
      }
      tags = parsed;
      continue;
    }
    const read = found.field === 'timestamp' ? parseSeconds(value) : value;
    if (read === undefined || read === '' || found.oneOf?.includes(value) === false) {
      return refused(`a field with a wrong value: ${quoted(text)}`);
    }
    fields[found.field] = read;
  }
  return { type: 'extras', tags, fields: fields as ExtraFields<F['field']>['fields'] };
}
