import type { Dialect } from './dialect';
import { reserve } from './reserve';
import { joinName, sortByKey } from './tag-text';

/** Flyte's tags in names: `orders.placed.__channel=web.__kind=new:1|c`. */
export const flyteDialect: Dialect = {
  name: 'flyte',
  types: { counter: 'c', gauge: 'g', timer: 'ms', histogram: 'ms', distribution: 'ms', set: 's' },
  reserved: {
    name: reserve(':@# '),
    tagKey: reserve('.=: '),
    tagValue: reserve('.:'),
    member: reserve(':'),
  },
  // Two underscores at the start of a part begin the tags.
  nameRewrite: { pattern: /\._{2,}/g, replacement: '._' },
  reservedTagKeys: new Set(['asg', 'az', 'backend', 'canary', 'host', 'period', 'region', 'shard', 'window', 'source']),
  emptyTagValue: 'omit',
  label(parts) {
    const tags = sortByKey(parts.tags).map(([key, value]) => `.__${key}=${value}`);
    return { head: joinName(parts) + tags.join(''), tail: '' };
  },
  packing: 'none',
  rates: true,
  gaugeDeltas: true,
  negativeGauges: 'zero-first',
  separator: '\n',
};
