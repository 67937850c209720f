import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { equalsTags, joinName, sortByKey } from './tag-text';

/** Telegraf's statsd input, with tags as InfluxDB writes them: `orders.placed,channel=web,kind=new:1|c`. */
export const telegrafDialect: Dialect = {
  name: 'telegraf',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'h', distribution: 'h', set: 's' },
  reserved: {
    name: reserve(':@#,=\\ '),
    tagKey: reserve(':@#,=\\ '),
    // A backslash at the end would escape the separator behind it.
    tagValue: reserve(':, ', '\\\\$'),
    member: reserve(':'),
  },
  emptyTagValue: 'omit',
  label(parts) {
    const tags = equalsTags(sortByKey(parts.tags), ',');
    return { head: joinName(parts) + (tags === '' ? '' : `,${tags}`), tail: '' };
  },
  packing: 'repeat',
  rates: true,
  gaugeDeltas: true,
  negativeGauges: 'zero-first',
  separator: '\n',
};
