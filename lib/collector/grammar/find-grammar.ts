import type { LineGrammar } from './line-grammar';
import { GRAMMARS, OPEN_GRAMMAR } from './grammars';

/**
 * The grammar that a line is written in, judged by its marks.
 *
 * A part of a name that names the kind (`app.counters.orders`, the `sprockets` dialect) is no mark: `http.timers.idle` is a
 * name as good as any. Such lines keep the part unless the dialect is told.
 */
export function findGrammar(head: string, tail: string): LineGrammar {
  if (tail.includes('|#')) {
    return OPEN_GRAMMAR;
  }
  const equals = head.indexOf('=');
  if (equals !== -1) {
    const before = head.slice(0, equals);
    if (before.includes('[') && head.endsWith(']')) {
      return GRAMMARS.signalfx;
    }
    if (before.includes('.__')) {
      return GRAMMARS.flyte;
    }
    if (before.includes(';')) {
      return GRAMMARS.graphite;
    }
    if (before.includes('#')) {
      return GRAMMARS.librato;
    }
    if (before.includes(',')) {
      return GRAMMARS.telegraf;
    }
  }
  if (/^[^|]*\|g\|\d+$|^[\d.-]+(?:,[\d.-]+)+\|ms$/.test(tail)) {
    return GRAMMARS.appfirst;
  }
  return /^[^|:]+\|[a-z]+(?:\|@[\d.]+)?:/.test(tail) ? GRAMMARS.telegraf : OPEN_GRAMMAR;
}
