import type { Dialect } from './dialect';
import { plainDialect } from './plain';

/** AppFirst's collector: as `plain` in whole numbers, `::` between metrics, gauges with the second of their update. No sets. */
export const appfirstDialect: Dialect = {
  ...plainDialect,
  name: 'appfirst',
  types: { ...plainDialect.types, set: null },
  packing: 'comma',
  rates: false,
  gaugeDeltas: false,
  negativeGauges: 'as-is',
  separator: '::',
  wholeNumbers: true,
  time: { prefix: '|', on: 'every-gauge' },
};
