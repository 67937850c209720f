import type { Tag } from './dialect';
import { optionalField, escapeLineBreaks } from './extra-fields';
import type { ServiceCheck } from './extras';
import { clean, reserve } from './reserve';
import { hashTags } from './tag-text';

const STATUS = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const;
const RESERVED_IN_NAME = reserve(':@# ');

/** `_sc|db.up|2|d:1700000000|h:host|#env:prod|m:no answer`; the message is the last, so a mark in it is escaped. */
export function datadogServiceCheck(check: ServiceCheck, tags: readonly Tag[]): string {
  const message = check.message && escapeLineBreaks(check.message).replaceAll('m:', 'm\\:');
  return (
    `_sc|${clean(check.name, RESERVED_IN_NAME)}|${STATUS[check.status]}` +
    optionalField('d:', check.timestamp) +
    optionalField('h:', check.hostname) +
    hashTags(tags) +
    optionalField('m:', message)
  );
}
