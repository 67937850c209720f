import type { InjectionToken } from '@nestjs/common';
import { StatsService } from './stats.service';

/** The name of the client that has none. */
export const DEFAULT_CLIENT = 'default';

/**
 * The token of a client, for `inject: [getStatsToken('audit')]`.
 *
 * @param name as given to `forRoot`; the default client without it, whose token is {@link StatsService}
 */
export function getStatsToken(name: string = DEFAULT_CLIENT): InjectionToken<StatsService> {
  return name === DEFAULT_CLIENT ? StatsService : `StatsService(${name})`;
}

/**
 * The token of a scope that `forFeature` made.
 *
 * @param scope as given to `forFeature`
 * @param name of the client; the default client without it
 */
export function getScopeToken(scope: string, name: string = DEFAULT_CLIENT): string {
  return name === DEFAULT_CLIENT ? `StatsScope(${scope})` : `StatsScope(${scope}, ${name})`;
}
