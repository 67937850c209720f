import type { Tag } from './dialect';
import type { StatsEvent } from './extras';
import { optionalField, escapeLineBreaks } from './extra-fields';
import { hashTags } from './tag-text';

/** `_e{5,4}:title|text|d:1700000000|h:host|k:key|p:low|s:source|t:error|#env:prod`; the lengths are of UTF-8 bytes. */
export function datadogEvent(event: StatsEvent, tags: readonly Tag[]): string {
  const title = escapeLineBreaks(event.title);
  const text = escapeLineBreaks(event.text ?? '');
  return (
    `_e{${Buffer.byteLength(title)},${Buffer.byteLength(text)}}:${title}|${text}` +
    optionalField('d:', event.timestamp) +
    optionalField('h:', event.hostname) +
    optionalField('k:', event.aggregationKey) +
    optionalField('p:', event.priority) +
    optionalField('s:', event.source) +
    optionalField('t:', event.alertType) +
    hashTags(tags)
  );
}
