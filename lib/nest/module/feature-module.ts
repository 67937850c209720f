import { type DynamicModule, Module } from '@nestjs/common';
import type { Stats } from '../../client/stats';
import { StatsError } from '../../common/stats-error';
import type { StatsService } from '../stats.service';
import type { StatsFeatureOptions } from '../stats-module-options';
import { DEFAULT_CLIENT, getScopeToken, getStatsToken } from '../stats.tokens';
import { FEATURE } from './module-tokens';

// A module of its own: a second StatsModule would make a second client.
@Module({})
class StatsFeatureModule {}

interface Feature extends StatsFeatureOptions {
  readonly scope: string;
}

export function featureModule(scope: string, options: StatsFeatureOptions): DynamicModule {
  const token = getScopeToken(scope, options.name);
  return {
    module: StatsFeatureModule,
    providers: [
      // As a value: by its values Nest 10 tells dynamic modules apart.
      { provide: FEATURE, useValue: { scope, ...options } satisfies Feature },
      {
        provide: token,
        useFactory: makeScope,
        inject: [FEATURE, { token: getStatsToken(options.name), optional: true }],
      },
    ],
    exports: [token],
  };
}

function makeScope({ scope, tags, name = DEFAULT_CLIENT }: Feature, stats: StatsService | undefined): Stats {
  if (stats === undefined) {
    throw new StatsError(
      'STATS_NOT_GLOBAL',
      `StatsModule.forFeature('${scope}') found no global client${name === DEFAULT_CLIENT ? '' : ` named '${name}'`}. ` +
        `Import StatsModule.forRoot() or forRootAsync()${name === DEFAULT_CLIENT ? '' : ` with that name`} once, ` +
        `in the root module, and leave isGlobal true.`,
    );
  }
  return stats.scope(scope, tags);
}
