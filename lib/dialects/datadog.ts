import { datadogEvent } from './datadog-event';
import { datadogServiceCheck } from './datadog-service-check';
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
  event: datadogEvent,
  serviceCheck: datadogServiceCheck,
};

/** With the id of the container behind the tags of every metric: `orders.placed:1|c|#channel:web|c:8c046cb0…`. */
export function withContainer(dialect: Dialect, id: string): Dialect {
  return {
    ...dialect,
    label(parts) {
      const { head, tail } = dialect.label(parts);
      return { head, tail: `${tail}|c:${id}` };
    },
  };
}
