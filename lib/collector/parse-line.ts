import { findGrammar } from './grammar/find-grammar';
import { GRAMMARS } from './grammar/grammars';
import type { Head } from './grammar/parse-head';
import { parseHead } from './grammar/parse-head';
import type { LineGrammar } from './grammar/line-grammar';
import type { Tail } from './grammar/parse-tail';
import { parseTail } from './grammar/parse-tail';
import { parseMembers, parseNumbers } from './grammar/parse-values';
import { parseEvent } from './parse-event';
import { parseServiceCheck } from './parse-service-check';
import type { MetricKind, ParsedLine, RefusedLine } from './parsed-line';
import { refused } from './parsed-line';
import type { WireDialect } from './wire-dialect';

// oxlint-disable-next-line no-control-regex
const CONTROL_CHARACTER = /[\x00-\x1f\x7f]/;

const NAME_PART_OF: Readonly<Partial<Record<MetricKind, string>>> = {
  counter: 'counters',
  gauge: 'gauges',
  timer: 'timers',
};

/**
 * Reads one line, strictly: what the dialect would not write is refused with a reason. Never throws.
 *
 * Written from the description of the formats alone and sharing nothing with the encoders, so that the one can be held
 * against the other. Without a `dialect` it is found out from the marks of the line; then a signed gauge value is a delta
 * unless the line holds something that only Datadog knows (packed values, a container, a timestamp).
 */
export function parseLine(line: string, dialect?: WireDialect): ParsedLine {
  if (CONTROL_CHARACTER.test(line)) {
    return refused('a control character in the line');
  }
  if (dialect === undefined || dialect === 'datadog') {
    if (line.startsWith('_e{')) {
      return parseEvent(line);
    }
    if (line.startsWith('_sc|')) {
      return parseServiceCheck(line);
    }
  }
  const colon = line.indexOf(':');
  if (colon === -1) {
    return refused('no ":" between a name and a value');
  }
  const headText = line.slice(0, colon);
  const tailText = line.slice(colon + 1);
  const grammar = dialect === undefined ? findGrammar(headText, tailText) : GRAMMARS[dialect];
  const head = parseHead(headText, grammar);
  if (head.type === 'refused') {
    return head;
  }
  const tail = parseTail(tailText, grammar);
  return tail.type === 'refused' ? tail : join(head, tail, grammar);
}

function join(head: Head, tail: Tail, grammar: LineGrammar): ParsedLine {
  const name = grammar.kindInName ? withoutKind(head.name, tail.kind) : head.name;
  if (typeof name !== 'string') {
    return name;
  }
  const common = {
    type: 'metric' as const,
    name,
    rate: tail.rate,
    tags: tail.tags.length === 0 ? head.tags : tail.tags,
    ...(tail.timestamp !== undefined && { timestamp: tail.timestamp }),
    ...(tail.container !== undefined && { container: tail.container }),
  };
  if (tail.kind === 'set') {
    const members = parseMembers(tail.values);
    return Array.isArray(members) ? { ...common, kind: 'set', members } : members;
  }
  const numbers = parseNumbers(
    tail.values,
    tail.kind === 'gauge' && readsSignAsDelta(tail, grammar),
    grammar.whole && tail.kind !== 'gauge',
  );
  if (numbers.type === 'refused') {
    return numbers;
  }
  return { ...common, kind: tail.kind, values: numbers.values, ...(numbers.delta && { delta: true as const }) };
}

function readsSignAsDelta(tail: Tail, grammar: LineGrammar): boolean {
  if (grammar.signedGauges !== 'found') {
    return grammar.signedGauges === 'delta';
  }
  return tail.values.length === 1 && tail.timestamp === undefined && tail.container === undefined;
}

function withoutKind(name: string, kind: MetricKind): string | RefusedLine {
  const part = NAME_PART_OF[kind] ?? '';
  const parts = name.split('.');
  const at = parts.indexOf(part);
  if (at === -1 || at === parts.length - 1) {
    return refused(`no part "${part}" in the name, followed by more`);
  }
  return parts.filter((_, index) => index !== at).join('.');
}
