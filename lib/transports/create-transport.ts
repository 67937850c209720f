import { StatsError } from '../common/stats-error';
import { checkTransport, isTransport } from './check-transport';
import { parseTransportUrl } from './parse-transport-url';
import type { Transport } from './transport';
import type { TransportContext } from './transport-context';
import type { TransportKind } from './transport-kind';
import { TRANSPORT_KINDS } from './transport-kinds';
import type { TransportOptions } from './transport-options';

/**
 * The transport that a `transport` option stands for; one's own is returned as it is. It does not connect yet.
 *
 * @throws StatsError `STATS_INVALID_OPTION` with every problem, `STATS_MISSING_PACKAGE` when an optional package is needed.
 */
export function createTransport(given: string | TransportOptions | Transport, context: TransportContext): Transport {
  const problems = checkTransport(given);
  if (problems.length > 0) {
    throw new StatsError('STATS_INVALID_OPTION', problems.join(' '));
  }
  if (typeof given !== 'string' && isTransport(given)) {
    return given as Transport;
  }
  const options = typeof given === 'string' ? parseTransportUrl(given) : (given as TransportOptions);
  const kind: TransportKind = TRANSPORT_KINDS[options.type];
  return kind.create(options, context, (url) => createTransport(url, context));
}
