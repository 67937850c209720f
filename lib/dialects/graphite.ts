import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { equalsTags, joinName, sortByKey } from './tag-text';

/** Names as Graphite tags them: `orders.placed;channel=web;kind=new:1|c`. */
export const graphiteDialect: Dialect = {
  name: 'graphite',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'ms', distribution: 'ms', set: 's' },
  reserved: {
    name: reserve(':@#; '),
    tagKey: reserve(':;!^= '),
    // Graphite refuses values that begin with a tilde.
    tagValue: reserve(';: ', '^~'),
    member: reserve(':'),
  },
  emptyTagValue: 'omit',
  label(parts) {
    const tags = equalsTags(sortByKey(parts.tags), ';');
    return { head: joinName(parts) + (tags === '' ? '' : `;${tags}`), tail: '' };
  },
  packing: 'none',
  rates: true,
  gaugeDeltas: true,
  negativeGauges: 'zero-first',
  separator: '\n',
};
