import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { hashTags, joinName } from './tag-text';

/** Prometheus' statsd_exporter: `orders.placed:1|c|#channel:web,kind:new`. It knows no sets, and a tag needs a value. */
export const prometheusDialect: Dialect = {
  name: 'prometheus',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'h', distribution: 'd', set: null },
  reserved: {
    name: reserve(':@# '),
    tagKey: reserve(':,#@ '),
    tagValue: reserve(','),
    member: reserve(':'),
  },
  emptyTagValue: 'omit',
  label: (parts) => ({ head: joinName(parts), tail: hashTags(parts.tags) }),
  packing: 'colon',
  rates: true,
  gaugeDeltas: true,
  negativeGauges: 'zero-first',
  separator: '\n',
};
