import type { Dialect } from './dialect';
import { plainDialect } from './plain';

/**
 * Names and tags of JSON bodies, which are not lines: as `plain` writes them. A body has no rates and no deltas, so counters go
 * scaled and gauges as running values. Not for users to choose: the transport asks for it.
 */
export const jsonDialect: Dialect = {
  ...plainDialect,
  name: 'json',
  rates: false,
  gaugeDeltas: false,
  negativeGauges: 'as-is',
};
