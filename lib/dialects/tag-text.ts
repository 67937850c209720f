import type { LabelParts, Tag } from './dialect';

/** `prefix.name`, or the name alone where there is no prefix. */
export function joinName(parts: Pick<LabelParts, 'prefix' | 'name'>): string {
  return parts.prefix === '' ? parts.name : `${parts.prefix}.${parts.name}`;
}

/** The values of the tags as further parts of the name: `.web.new`. Empty ones are left out. */
export function valuesAsNameParts(tags: readonly Tag[]): string {
  let text = '';
  for (const [, value] of tags) {
    if (value !== '') {
      text += `.${value}`;
    }
  }
  return text;
}

/** `|#channel:web,kind:new`; a tag without a value is its key alone. */
export function hashTags(tags: readonly Tag[]): string {
  return tags.length === 0 ? '' : `|#${tags.map(([key, value]) => (value === '' ? key : `${key}:${value}`)).join(',')}`;
}

/** `channel=web,kind=new` with the separator given. */
export function equalsTags(tags: readonly Tag[], separator: string): string {
  return tags.map(([key, value]) => `${key}=${value}`).join(separator);
}

/** By key, in the order of code points, which is that of UTF-8 bytes and not that of JavaScript's UTF-16 comparison. */
export function sortByKey(tags: readonly Tag[]): readonly Tag[] {
  return tags.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
