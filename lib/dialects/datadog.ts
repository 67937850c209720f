import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { hashTags, joinName } from './tag-text';

/** DogStatsD, as the Datadog Agent reads it: `orders.placed:1|c|#channel:web,kind:new`, packed values, events, checks, times. */
export const datadogDialect: Dialect = {
  name: 'datadog',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'h', distribution: 'd', set: 's' },
  reserved: {
    name: reserve(':@# '),
    tagKey: reserve(':,#@ '),
    tagValue: reserve(','),
    member: reserve(':'),
  },
  emptyTagValue: 'key',
  label: (parts) => ({ head: joinName(parts), tail: hashTags(parts.tags) }),
  packing: 'colon',
  rates: true,
  gaugeDeltas: false,
  negativeGauges: 'as-is',
  separator: '\n',
  time: { prefix: '|T', on: 'request' },
};
