import { parseExtraFields } from './grammar/parse-extra-fields';
import type { CheckStatus, ParsedServiceCheck, RefusedLine } from './parsed-line';
import { quoted, refused } from './parsed-line';

const STATUSES: ReadonlyMap<string, CheckStatus> = new Map([
  ['0', 'ok'],
  ['1', 'warning'],
  ['2', 'critical'],
  ['3', 'unknown'],
]);

const FIELDS = [
  { mark: 'd:', field: 'timestamp' },
  { mark: 'h:', field: 'hostname' },
  { mark: '#', field: 'tags' },
  { mark: 'm:', field: 'message' },
] as const;

/** `_sc|name|status|d:seconds|h:host|#tags|m:message`, the message last, an `m:` in it written `m\:`. */
export function parseServiceCheck(line: string): ParsedServiceCheck | RefusedLine {
  const [, name, statusText, ...rest] = line.split('|');
  const status = STATUSES.get(statusText ?? '');
  if (name === undefined || name === '') {
    return refused('the name is empty');
  }
  if (status === undefined) {
    return refused(`an unknown status ${quoted(statusText ?? '')}`);
  }
  if (rest.slice(0, -1).some((field) => field.startsWith('m:'))) {
    return refused('the message is not the last field');
  }
  const extras = parseExtraFields(rest, FIELDS);
  if (extras.type === 'refused') {
    return extras;
  }
  const { message, ...fields } = extras.fields;
  if (message?.includes('m:')) {
    return refused('an "m:" in the message that is not written "m\\:"');
  }
  return {
    type: 'serviceCheck',
    name,
    status,
    ...fields,
    ...(message !== undefined && { message: message.replaceAll('\\n', '\n').replaceAll('m\\:', 'm:') }),
    tags: extras.tags,
  };
}
