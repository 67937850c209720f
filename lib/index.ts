export { StatsClient } from './client/stats-client';
export type { StatsClientOptions } from './client/stats-client-options';
export { statsOptionsFromEnv } from './client/stats-options-from-env';
export type { MetricOptions, Pipeline, Stats } from './client/stats';
export type { Counter, DurationMeter, Gauge, Histogram, Meters, UniqueSet } from './client/meters';
export type { Observation } from './client/observation';
export type { Timer } from './client/timer';
export type { Clock } from './common/clock';
export type { DurationLike } from './common/duration';
export type { Dropped } from './common/ledger';
export { StatsError, type StatsErrorCode } from './common/stats-error';
export type { Tags, TagValue } from './common/tags';
export type { DeliveryReport, FlushResult } from './delivery/delivery-report';
export type { Dialect, DialectName, DialectOption, LabelParts, Tag } from './dialects/dialect';
export { DIALECTS } from './dialects/dialects';
export type { ServiceCheck, StatsEvent } from './dialects/extras';
export { reserve } from './dialects/reserve';
export type { SeriesKind } from './dialects/series-kind';
export { joinName } from './dialects/tag-text';
export { MemoryTransport } from './transports/memory-transport';
export type { Framing, Transport } from './transports/transport';
export type { TransportOptions } from './transports/transport-options';
export { Counted } from './nest/decorators/counted.decorator';
export { InFlight } from './nest/decorators/in-flight.decorator';
export { InjectScope } from './nest/decorators/inject-scope.decorator';
export { InjectStats } from './nest/decorators/inject-stats.decorator';
export { SkipStats } from './nest/decorators/skip-stats.decorator';
export { Timed } from './nest/decorators/timed.decorator';
export type { InstrumentedCall, InstrumentOptions } from './nest/decorators/instrument-options';
export type { RequestContext, RequestOptions } from './nest/requests/request-options';
export { StatsHealthIndicator, type StatsHealth, type StatsHealthOptions } from './nest/stats-health-indicator';
export { StatsInterceptor } from './nest/stats.interceptor';
export { StatsModule } from './nest/stats.module';
export { StatsService } from './nest/stats.service';
export type {
  StatsFeatureOptions,
  StatsModuleAsyncOptions,
  StatsModuleExtras,
  StatsModuleOptions,
  StatsOptions,
  StatsOptionsFactory,
} from './nest/stats-module-options';
export { getScopeToken, getStatsToken } from './nest/stats.tokens';
