import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { joinName, valuesAsNameParts } from './tag-text';

/** Servers without tags: their values become parts of the name, `orders.placed.web.new:1|c`. */
export const plainDialect: Dialect = {
  name: 'plain',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'ms', distribution: 'ms', set: 's' },
  reserved: {
    name: reserve(':@# '),
    tagKey: reserve(''),
    // A dot would be one name part more, and the parts behind it would move.
    tagValue: reserve('.:@# '),
    member: reserve(':'),
  },
  emptyTagValue: 'omit',
  label: (parts) => ({ head: joinName(parts) + valuesAsNameParts(parts.tags), tail: '' }),
  packing: 'none',
  rates: true,
  gaugeDeltas: true,
  negativeGauges: 'zero-first',
  separator: '\n',
};
