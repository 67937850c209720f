import type { InjectionToken, ModuleMetadata, OptionalFactoryDependency, Type } from '@nestjs/common';
import type { StatsClientOptions } from '../client/stats-client-options';
import type { RequestOptions } from './requests/request-options';

/** What the module does, once it runs: settings of the client, and of the request metrics. */
export interface StatsOptions extends StatsClientOptions {
  /**
   * Request metrics: false for none, or what to record. A client that has a name records requests only where this is given.
   * @default {}
   */
  requests?: false | RequestOptions | undefined;
  /**
   * Whether the process itself is recorded: event loop, memory, garbage collection, processor, by the names of OpenTelemetry.
   * @default false
   */
  runtime?: boolean | undefined;
}

/** What decides how the application is put together, so that it has to be known before any provider is made. */
export interface StatsModuleExtras {
  /**
   * Whether every module sees the client, without importing this one. `forFeature` needs a global client.
   * @default true
   */
  isGlobal?: boolean | undefined;
  /** Tells clients apart; each name once in an application. The default client has none. */
  name?: string | undefined;
  /**
   * Whether the global {@link StatsInterceptor} is registered, which knows the exceptions that filters turn into responses,
   * and records messages and GraphQL operations. Nest spends about 57 µs of CPU a request once there is any interceptor.
   * @default true
   */
  interceptor?: boolean | undefined;
}

export interface StatsModuleOptions extends StatsOptions, StatsModuleExtras {}

/** Makes the options of a client, for `useClass` and `useExisting`. */
export interface StatsOptionsFactory {
  createStatsOptions(): StatsOptions | Promise<StatsOptions>;
}

export interface StatsModuleAsyncOptions extends StatsModuleExtras, Pick<ModuleMetadata, 'imports'> {
  /** What `useFactory` is called with. */
  inject?: (InjectionToken | OptionalFactoryDependency)[];
  // The arguments are whatever `inject` names, which no type can follow.
  // oxlint-disable-next-line typescript/no-explicit-any
  useFactory?: (...args: any[]) => StatsOptions | Promise<StatsOptions>;
  useClass?: Type<StatsOptionsFactory>;
  useExisting?: InjectionToken<StatsOptionsFactory>;
}

export interface StatsFeatureOptions {
  /** Tags of everything that is recorded through the scope. */
  tags?: StatsClientOptions['tags'];
  /** The client whose scope it is; the default client without it. */
  name?: string | undefined;
}
