import { randomUUID } from 'node:crypto';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { APP_INTERCEPTOR, HttpAdapterHost, ModuleRef, ModulesContainer } from '@nestjs/core';
import { StatsError } from '../../common/stats-error';
import { InterceptorReach } from '../messages/interceptor-reach';
import { ServerRecorder } from '../requests/server-recorder';
import { StatsInterceptor } from '../stats.interceptor';
import { StatsService } from '../stats.service';
import type { StatsModuleAsyncOptions, StatsOptionsFactory } from '../stats-module-options';
import { DEFAULT_CLIENT, getStatsToken } from '../stats.tokens';
import { CLIENT_NAME, OPTIONS, ROOT_ID } from './module-tokens';
import { placeLast } from './place-last';
import { type SplitOptions, splitOptions } from './split-options';
import { StatsLifecycle } from './stats-lifecycle';
import { StatsLogger } from './stats-logger';

/** What `forRoot` and `forRootAsync` make of `module`. */
export function rootModule(module: Type, options: StatsModuleAsyncOptions): DynamicModule {
  const { imports = [], isGlobal = true, name = DEFAULT_CLIENT, interceptor = true } = options;
  const token = getStatsToken(name);
  return {
    module,
    global: isGlobal,
    imports,
    providers: [
      // Nest 10 takes modules of equal values for one, and would hide that a client is there twice.
      { provide: ROOT_ID, useValue: randomUUID() },
      { provide: CLIENT_NAME, useValue: name },
      ...optionsProviders(options),
      StatsLogger,
      { provide: token, useFactory: makeClient, inject: [OPTIONS, CLIENT_NAME, ModulesContainer, StatsLogger] },
      {
        provide: StatsLifecycle,
        useFactory: makeLifecycle,
        inject: [token, OPTIONS, CLIENT_NAME, ROOT_ID, ModulesContainer, StatsLogger],
      },
      {
        provide: ServerRecorder,
        useFactory: makeServerRecorder,
        inject: [token, OPTIONS, CLIENT_NAME, HttpAdapterHost, ModulesContainer],
      },
      ...(interceptor ? [{ provide: APP_INTERCEPTOR, useClass: StatsInterceptor }] : []),
      ...(interceptor && name === DEFAULT_CLIENT ? [reachProvider] : []),
    ],
    // Of two clients' the interceptor that stands in a module of its own takes the default one's.
    exports: name === DEFAULT_CLIENT ? [token, ServerRecorder] : [token],
  };
}

const reachProvider: Provider = {
  provide: InterceptorReach,
  useFactory: (moduleRef: ModuleRef, modules: ModulesContainer, logger: StatsLogger) =>
    new InterceptorReach(moduleRef, modules, logger),
  inject: [ModuleRef, ModulesContainer, StatsLogger],
};

function optionsProviders(options: StatsModuleAsyncOptions): Provider[] {
  const { useFactory, useClass, useExisting, inject = [] } = options;
  if (useFactory !== undefined) {
    return [
      {
        provide: OPTIONS,
        useFactory: async (...args: unknown[]) => splitOptions(await useFactory(...args), options),
        inject,
      },
    ];
  }
  const factory = useExisting ?? useClass;
  if (factory === undefined) {
    throw new StatsError(
      'STATS_INVALID_SETUP',
      'StatsModule.forRootAsync() needs one of useFactory, useClass and useExisting.',
    );
  }
  return [
    {
      provide: OPTIONS,
      useFactory: async (maker: StatsOptionsFactory) => splitOptions(await maker.createStatsOptions(), options),
      inject: [factory],
    },
    ...(useClass === undefined ? [] : [useClass]),
  ];
}

function makeClient(
  { client }: SplitOptions,
  name: string,
  modules: ModulesContainer,
  logger: StatsLogger,
): StatsService {
  const roots = [...modules.values()].filter((moduleRef) => moduleRef.providers.get(CLIENT_NAME)?.instance === name);
  if (roots.length > 1) {
    throw new StatsError(
      'STATS_INVALID_SETUP',
      `StatsModule.forRoot() is imported ${roots.length} times for the ${name} client. ` +
        `Import it once, in the root module, or give each client a name of its own.`,
    );
  }
  return new StatsService({ ...client, onError: client.onError ?? ((error) => logger.tell(error)) });
}

function makeLifecycle(
  client: StatsService,
  { runtime }: SplitOptions,
  name: string,
  id: string,
  modules: ModulesContainer,
  logger: StatsLogger,
): StatsLifecycle {
  for (const moduleRef of modules.values()) {
    if (moduleRef.providers.get(ROOT_ID)?.instance === id) {
      placeLast(moduleRef);
    }
  }
  return new StatsLifecycle(client, name, modules, logger, runtime);
}

function makeServerRecorder(
  client: StatsService,
  { requests }: SplitOptions,
  name: string,
  host: HttpAdapterHost,
  modules: ModulesContainer,
): ServerRecorder {
  const isWanted = name === DEFAULT_CLIENT || (requests !== undefined && requests !== false);
  const options = { requests: isWanted && requests !== false ? (requests ?? {}) : undefined, messages: isWanted };
  return new ServerRecorder(client, options, host, modules);
}
