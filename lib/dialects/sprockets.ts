import type { Dialect } from './dialect';
import { plainDialect } from './plain';
import { joinName, valuesAsNameParts } from './tag-text';

const PART_OF = {
  counter: 'counters',
  gauge: 'gauges',
  timer: 'timers',
  histogram: 'timers',
  distribution: 'timers',
  set: 'sets',
} as const;

/** As `plain`, with the type as a name part behind the client's prefix: `shop.counters.orders.placed.web.new:1|c`. No sets. */
export const sprocketsDialect: Dialect = {
  ...plainDialect,
  name: 'sprockets',
  types: { ...plainDialect.types, set: null },
  label({ kind, prefix, name, tags }) {
    const path = joinName({ prefix, name: PART_OF[kind] });
    return { head: `${path}.${name}${valuesAsNameParts(tags)}`, tail: '' };
  },
};
