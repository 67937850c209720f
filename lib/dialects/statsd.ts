import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { hashTags, joinName } from './tag-text';

/** etsy's daemon, 0.9 and later: `orders.placed:1|c|#channel:web,kind:new`. It knows neither histograms nor packed values. */
export const statsdDialect: Dialect = {
  name: 'statsd',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'ms', distribution: 'ms', set: 's' },
  reserved: {
    name: reserve(':@# '),
    tagKey: reserve(':,#@ '),
    // The daemon turns tags into `;key=value`, so a `;` in a value would begin another tag.
    tagValue: reserve(',;'),
    member: reserve(':'),
  },
  emptyTagValue: 'key',
  label: (parts) => ({ head: joinName(parts), tail: hashTags(parts.tags) }),
  packing: 'none',
  rates: true,
  gaugeDeltas: true,
  negativeGauges: 'zero-first',
  separator: '\n',
};
