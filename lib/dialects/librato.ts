import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { equalsTags, joinName } from './tag-text';

/** Librato's tags, which statsd_exporter reads too: `orders.placed#channel=web,kind=new:1|c`. */
export const libratoDialect: Dialect = {
  name: 'librato',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'ms', distribution: 'ms', set: 's' },
  reserved: {
    name: reserve(':@#,= '),
    tagKey: reserve(':@#,= '),
    tagValue: reserve(',: '),
    member: reserve(':'),
  },
  emptyTagValue: 'omit',
  label(parts) {
    const tags = equalsTags(parts.tags, ',');
    return { head: joinName(parts) + (tags === '' ? '' : `#${tags}`), tail: '' };
  },
  packing: 'none',
  rates: true,
  gaugeDeltas: true,
  negativeGauges: 'zero-first',
  separator: '\n',
};
