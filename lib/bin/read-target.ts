import { StatsError } from '../common/stats-error';
import { parseTransportUrl } from '../transports/parse-transport-url';
import type { TransportOptions } from '../transports/transport-options';
import { UsageError } from './usage-error';

/**
 * Where the URL says that lines go. `key` is what messages call it.
 *
 * @throws UsageError
 */
export function readTarget(url: string, key: string, secret: string | undefined): TransportOptions {
  const options = wellFormed(() => parseTransportUrl(url, key));
  // Only lines go as they are: a body of JSON has none.
  return 'url' in options ? { secret: secret || undefined, ...options, format: 'lines' } : options;
}

function wellFormed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof StatsError ? new UsageError(error.message) : error;
  }
}
