import type { MetricKind, RefusedLine, TagPair } from '../parsed-line';
import { quoted, refused } from '../parsed-line';
import type { LineGrammar } from './line-grammar';
import { parseFieldTags } from './parse-field-tags';
import { splitValues } from './parse-values';

/** What stands behind the name: the texts of the values and the fields after them. */
export interface Tail {
  readonly type: 'tail';
  readonly kind: MetricKind;
  readonly values: readonly string[];
  readonly rate: number;
  readonly tags: TagPair[];
  readonly timestamp?: number;
  readonly container?: string;
}

const RATE = /^\d+(?:\.\d+)?$/;
const KIND_OF: ReadonlyMap<string, MetricKind> = new Map([
  ['c', 'counter'],
  ['g', 'gauge'],
  ['ms', 'timer'],
  ['h', 'histogram'],
  ['d', 'distribution'],
  ['s', 'set'],
]);

/** `1:2|ms|@0.5|#tags`, or `1|ms|@0.5:2|ms|@0.5` where each sample carries its own fields. */
export function parseTail(text: string, grammar: LineGrammar): Tail | RefusedLine {
  return grammar.packing === 'samples' ? parseSamples(text, grammar) : parseFields(text, grammar);
}

function parseSamples(text: string, grammar: LineGrammar): Tail | RefusedLine {
  const values: string[] = [];
  let first: Tail | undefined;
  for (const sample of text.split(':')) {
    const tail = parseFields(sample, grammar);
    if (tail.type === 'refused') {
      return tail;
    }
    first ??= tail;
    if (tail.kind !== first.kind || tail.rate !== first.rate) {
      return refused('samples of different types or rates in one line');
    }
    values.push(...tail.values);
  }
  return first === undefined ? refused('no value') : { ...first, values };
}

// The fields have one order: value, type, @rate, #tags, c:container, T timestamp. Each is at most there once.
function parseFields(text: string, grammar: LineGrammar): Tail | RefusedLine {
  const fields = text.split('|');
  const kind = KIND_OF.get(fields[1] ?? '');
  if (kind === undefined || !grammar.kinds.has(kind)) {
    return refused(fields.length < 2 ? 'no type' : `an unknown type ${quoted(fields[1] ?? '')}`);
  }
  const values = splitValues(fields[0] ?? '', kind, grammar);
  if (!Array.isArray(values)) {
    return values;
  }
  let next = 2;
  let rate = 1;
  let tags: TagPair[] = [];
  let timestamp: number | undefined;
  let container: string | undefined;
  let field = fields[next];
  if (grammar.rates && field?.startsWith('@')) {
    rate = RATE.test(field.slice(1)) ? Number(field.slice(1)) : NaN;
    if (!(rate > 0 && rate <= 1)) {
      return refused(`a rate that is not above 0 and at most 1: ${quoted(field)}`);
    }
    field = fields[++next];
  }
  if (grammar.fieldTags !== undefined && field?.startsWith('#')) {
    const parsed = parseFieldTags(field.slice(1), grammar.fieldTags);
    if (!Array.isArray(parsed)) {
      return parsed;
    }
    tags = parsed;
    field = fields[++next];
  }
  if (grammar.extras && field?.startsWith('c:')) {
    container = field.slice(2);
    if (container === '' || container.includes(' ')) {
      return refused('an empty or broken container id');
    }
    field = fields[++next];
  }
  if (grammar.extras && field?.startsWith('T')) {
    timestamp = parseSeconds(field.slice(1));
    if (timestamp === undefined || (kind !== 'counter' && kind !== 'gauge') || values.length > 1) {
      return refused('a timestamp that is no whole number of seconds, or not of one counter or gauge value');
    }
    field = fields[++next];
  }
  if (grammar.gaugeTime && kind === 'gauge') {
    timestamp = parseSeconds(field ?? '');
    if (timestamp === undefined) {
      return refused('a gauge without the seconds of its update');
    }
    field = fields[++next];
  }
  if (field !== undefined) {
    return refused(`a field that is unknown or out of its place: ${quoted(field)}`);
  }
  return {
    type: 'tail',
    kind,
    values,
    rate,
    tags,
    ...(timestamp !== undefined && { timestamp }),
    ...(container !== undefined && { container }),
  };
}

/** Whole seconds since the epoch, or nothing. */
export function parseSeconds(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
