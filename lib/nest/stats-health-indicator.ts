import { Injectable } from '@nestjs/common';
import { StatsError } from '../common/stats-error';
import { MILLISECONDS, unmet } from '../transports/expectation';
import { StatsService } from './stats.service';

export interface StatsHealthOptions {
  /**
   * For how long nothing may be delivered though something is to be, in milliseconds.
   * @default 60_000
   */
  maxSilenceMs?: number | undefined;
}

export interface StatsHealth {
  status: 'up' | 'down';
  /** As in `report()`. */
  connected: boolean;
  /** As in `report()`. */
  queuedBytes: number;
  /** For how long nothing has been delivered though something was to be, in milliseconds. */
  silentMs: number;
}

const DEFAULT_MAX_SILENCE_MS = 60_000;

/**
 * Says whether metrics are delivered, in the form that `@nestjs/terminus` 11 and later understand. With nothing to deliver all
 * is well. What a server loses without telling, as over UDP, is not known here.
 *
 * @example
 * healthCheckService.check([() => statsHealthIndicator.isHealthy('metrics')]);
 */
@Injectable()
export class StatsHealthIndicator {
  /** @param stats made by hand (`new StatsHealthIndicator(audit)`), the client that is asked; injected, the default one */
  constructor(private readonly stats: StatsService) {}

  /**
   * Down where nothing was delivered for `maxSilenceMs` though something was to be, up again with the first delivery.
   *
   * @param key under which the result stands
   */
  isHealthy<Key extends string = 'stats'>(
    key: Key = 'stats' as Key,
    { maxSilenceMs = DEFAULT_MAX_SILENCE_MS }: StatsHealthOptions = {},
  ): Promise<Record<Key, StatsHealth>> {
    if (!MILLISECONDS.accepts(maxSilenceMs)) {
      const error = new StatsError('STATS_INVALID_OPTION', unmet('maxSilenceMs', MILLISECONDS, maxSilenceMs));
      return Promise.reject(error);
    }
    const { connected, queuedBytes } = this.stats.report();
    const silentMs = Math.round(this.stats.silentMs);
    const status = silentMs > maxSilenceMs ? 'down' : 'up';
    return Promise.resolve({ [key]: { status, connected, queuedBytes, silentMs } } as Record<Key, StatsHealth>);
  }
}
