import type { PacketLine } from './parse-packet';
import type { MetricKind, ParsedLine } from './parsed-line';
import { quoted, refused } from './parsed-line';

const KIND_OF: ReadonlyMap<string, MetricKind> = new Map([
  ['counters', 'counter'],
  ['gauges', 'gauge'],
  ['timers', 'timer'],
  ['histograms', 'histogram'],
  ['sets', 'set'],
]);

// oxlint-disable-next-line no-control-regex
const RESERVED_IN_NAME = /[:@#| \x00-\x1f\x7f]/;
// oxlint-disable-next-line no-control-regex
const RESERVED_IN_MEMBER = /[:|\x00-\x1f\x7f]/;

/**
 * The metrics of a body such as `{"counters":{"api.requests":1},"timers":{"db":[45.2,123.8]}}`, each with the text that would
 * be a body of its own. Nothing is taken of a body that is no object; of the others every wrong entry is refused alone. Never throws.
 */
export function parseJsonBody(body: string): PacketLine[] {
  let groups: unknown;
  try {
    groups = JSON.parse(body);
  } catch {
    return [{ text: body, parsed: refused('not JSON') }];
  }
  if (!isObject(groups)) {
    return [{ text: body, parsed: refused('not a JSON object of groups') }];
  }
  const lines: PacketLine[] = [];
  for (const [group, entries] of Object.entries(groups)) {
    const kind = KIND_OF.get(group);
    if (kind === undefined || !isObject(entries)) {
      const reason =
        kind === undefined ? `an unknown group ${quoted(group)}` : `the group ${quoted(group)} is no object`;
      lines.push({ text: textOf({ [group]: entries }), parsed: refused(reason) });
      continue;
    }
    for (const [name, value] of Object.entries(entries)) {
      lines.push({ text: textOf({ [group]: { [name]: value } }), parsed: parseEntry(kind, name, value) });
    }
  }
  return lines;
}

function parseEntry(kind: MetricKind, name: string, value: unknown): ParsedLine {
  if (name === '') {
    return refused('the name is empty');
  }
  if (RESERVED_IN_NAME.test(name)) {
    return refused(`a reserved character in the name ${quoted(name)}`);
  }
  const common = { type: 'metric' as const, name, rate: 1, tags: [] };
  if (kind === 'set') {
    return isListOf(value, isMember)
      ? { ...common, kind, members: value }
      : refused('a set that is no list of texts without reserved characters');
  }
  const isList = kind === 'timer' || kind === 'histogram';
  const values = isList ? value : [value];
  return isListOf(values, isNumber)
    ? { ...common, kind, values }
    : refused(isList ? `a ${kind} that is no list of numbers` : `a ${kind} that is no number`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}

// JSON can write numbers that a double cannot hold; they read as Infinity.
function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isMember(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !RESERVED_IN_MEMBER.test(value);
}

function textOf(part: Record<string, unknown>): string {
  try {
    return JSON.stringify(part);
  } catch {
    // JSON.parse reads nesting of any depth, JSON.stringify has an end to its stack.
    return `${quoted(Object.keys(part).join())}: nested too deeply to show`;
  }
}
