export { Counted } from './decorators/counted.decorator';
export { InFlight } from './decorators/in-flight.decorator';
export { InjectScope } from './decorators/inject-scope.decorator';
export { InjectStats } from './decorators/inject-stats.decorator';
export { SkipStats } from './decorators/skip-stats.decorator';
export { Timed } from './decorators/timed.decorator';
export type { InstrumentedCall, InstrumentOptions } from './decorators/instrument-options';
export type { RequestContext, RequestOptions } from './requests/request-options';
export { StatsInterceptor } from './stats.interceptor';
export { StatsModule } from './stats.module';
export { StatsService } from './stats.service';
export type {
  StatsFeatureOptions,
  StatsModuleAsyncOptions,
  StatsModuleExtras,
  StatsModuleOptions,
  StatsOptions,
  StatsOptionsFactory,
} from './stats-module-options';
export { getScopeToken, getStatsToken } from './stats.tokens';
