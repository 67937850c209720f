import type { MetricKind, RefusedLine } from '../parsed-line';
import { quoted, refused } from '../parsed-line';
import type { LineGrammar } from './line-grammar';

const NUMBER = /^-?\d+(?:\.\d+)?$/;
const SIGNED_NUMBER = /^[+-]\d+(?:\.\d+)?$/;
const WHOLE_NUMBER = /^-?\d+$/;

export interface Numbers {
  readonly type: 'numbers';
  readonly values: number[];
  readonly delta: boolean;
}

/**
 * The numbers of a metric. `deltas` says what a sign in front of a gauge's value means; digits and one point are all that a
 * number is made of: no exponent, no `NaN`, nothing beyond what a double holds.
 */
export function parseNumbers(texts: readonly string[], deltas: boolean, whole: boolean): Numbers | RefusedLine {
  const values: number[] = [];
  let signed = 0;
  for (const text of texts) {
    const isDelta = deltas && SIGNED_NUMBER.test(text);
    if (!isDelta && !(whole ? WHOLE_NUMBER : NUMBER).test(text)) {
      return refused(`not a ${whole ? 'whole ' : ''}number: ${quoted(text)}`);
    }
    // `+ 0` makes 0 of -0.
    const value = Number(text) + 0;
    if (!Number.isFinite(value)) {
      return refused(`a number out of range: ${quoted(text)}`);
    }
    values.push(value);
    signed += isDelta ? 1 : 0;
  }
  if (signed !== 0 && signed !== values.length) {
    return refused('values that set the gauge and values that move it in one line');
  }
  return { type: 'numbers', values, delta: signed !== 0 };
}

/** The members of a set: any text but none, and without the `:` that would end it. */
export function parseMembers(texts: readonly string[]): string[] | RefusedLine {
  for (const text of texts) {
    if (text === '') {
      return refused('an empty set member');
    }
    if (text.includes(':')) {
      return refused(`a reserved character in the set member ${quoted(text)}`);
    }
  }
  return [...texts];
}

/** The values of a field as the dialect packs them; `samples` have been split before. */
export function splitValues(text: string, kind: MetricKind, grammar: LineGrammar): string[] | RefusedLine {
  const separator = grammar.packing === 'values' ? ':' : grammar.packing === 'commas' ? ',' : undefined;
  if (separator === undefined || kind === 'set' || !text.includes(separator)) {
    return [text];
  }
  return grammar.packed.has(kind) ? text.split(separator) : refused(`packed values of a ${kind}`);
}
