import { type DynamicModule, Module, type NestModule, Optional } from '@nestjs/common';
import { InterceptorReach } from './messages/interceptor-reach';
import { featureModule } from './module/feature-module';
import { rootModule } from './module/root-module';
import { ServerRecorder } from './requests/server-recorder';
import type { StatsFeatureOptions, StatsModuleAsyncOptions, StatsModuleOptions } from './stats-module-options';

/**
 * Provides {@link StatsService}, records requests, and sends what is left when the application stops.
 *
 * @example
 * @Module({ imports: [StatsModule.forRoot({ transport: 'udp://127.0.0.1:8125', prefix: 'shop' })] })
 * export class AppModule {}
 */
@Module({})
export class StatsModule implements NestModule {
  constructor(
    private readonly recorder: ServerRecorder,
    @Optional() private readonly reach?: InterceptorReach,
  ) {}

  /**
   * The client of an application; with a `name`, another beside it.
   *
   * @throws StatsError when the application starts: `STATS_INVALID_OPTION` with every wrong option, `STATS_INVALID_SETUP`
   * where two clients have one name
   */
  static forRoot(options: StatsModuleOptions = {}): DynamicModule {
    const { isGlobal, name, interceptor, ...rest } = options;
    // A client that records nothing by itself needs no interceptor.
    const isWanted = name === undefined || (rest.requests !== undefined && rest.requests !== false);
    return rootModule(StatsModule, { isGlobal, name, interceptor: interceptor ?? isWanted, useFactory: () => rest });
  }

  /** The same as `forRoot`, with options that other providers make. */
  static forRootAsync(options: StatsModuleAsyncOptions): DynamicModule {
    return rootModule(StatsModule, options);
  }

  /**
   * A scope of the client, for `@InjectScope(scope)` in the module that imports this.
   *
   * @param scope goes between the client's prefix and the names
   * @throws StatsError `STATS_NOT_GLOBAL`, when the application starts, where there is no global client of that name
   */
  static forFeature(scope: string, options: StatsFeatureOptions = {}): DynamicModule {
    return featureModule(scope, options);
  }

  /** Called by Nest where there is an HTTP server, before the routes are registered. */
  configure(): void {
    this.recorder.install();
    this.reach?.httpStarts();
  }
}
