import { randomUUID } from 'node:crypto';
import { type DynamicModule, Logger, type Provider, type Type } from '@nestjs/common';
import { APP_INTERCEPTOR, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { StatsError } from '../../common/stats-error';
import { ServerRecorder } from '../requests/server-recorder';
import { StatsInterceptor } from '../stats.interceptor';
import { StatsService } from '../stats.service';
import type { StatsModuleAsyncOptions, StatsOptions, StatsOptionsFactory } from '../stats-module-options';
import { DEFAULT_CLIENT, getStatsToken } from '../stats.tokens';
import { CLIENT_NAME, OPTIONS, ROOT_ID } from './module-tokens';
import { placeLast } from './place-last';
import { type SplitOptions, splitOptions } from './split-options';
import { StatsLifecycle } from './stats-lifecycle';

const logger = new Logger('StatsModule');

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
      { provide: token, useFactory: makeClient, inject: [OPTIONS, CLIENT_NAME, ModulesContainer] },
      {
        provide: StatsLifecycle,
        useFactory: makeLifecycle,
        inject: [token, CLIENT_NAME, ROOT_ID, ModulesContainer],
      },
      {
        provide: ServerRecorder,
        useFactory: makeServerRecorder,
        inject: [token, OPTIONS, CLIENT_NAME, HttpAdapterHost, ModulesContainer],
      },
      ...(interceptor ? [{ provide: APP_INTERCEPTOR, useClass: StatsInterceptor }] : []),
    ],
    // Of two clients' the interceptor that stands in a module of its own takes the default one's.
    exports: name === DEFAULT_CLIENT ? [token, ServerRecorder] : [token],
  };
}

function optionsProviders({ useFactory, useClass, useExisting, inject = [] }: StatsModuleAsyncOptions): Provider[] {
  if (useFactory !== undefined) {
    return [
      {
        provide: OPTIONS,
        useFactory: async (...args: unknown[]) => splitOptions((await useFactory(...args)) as StatsOptions),
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
      useFactory: async (maker: StatsOptionsFactory) => splitOptions(await maker.createStatsOptions()),
      inject: [factory],
    },
    ...(useClass === undefined ? [] : [useClass]),
  ];
}

function makeClient({ client }: SplitOptions, name: string, modules: ModulesContainer): StatsService {
  const roots = [...modules.values()].filter((moduleRef) => moduleRef.providers.get(CLIENT_NAME)?.instance === name);
  if (roots.length > 1) {
    throw new StatsError(
      'STATS_INVALID_SETUP',
      `StatsModule.forRoot() is imported ${roots.length} times for the ${name} client. ` +
        `Import it once, in the root module, or give each client a name of its own.`,
    );
  }
  return new StatsService({ ...client, onError: client.onError ?? ((error) => logger.warn(error.message)) });
}

function makeLifecycle(client: StatsService, name: string, id: string, modules: ModulesContainer): StatsLifecycle {
  for (const moduleRef of modules.values()) {
    if (moduleRef.providers.get(ROOT_ID)?.instance === id) {
      placeLast(moduleRef);
    }
  }
  return new StatsLifecycle(client, name, modules);
}

function makeServerRecorder(
  client: StatsService,
  { requests }: SplitOptions,
  name: string,
  host: HttpAdapterHost,
  modules: ModulesContainer,
): ServerRecorder {
  const options = requests ?? (name === DEFAULT_CLIENT ? {} : false);
  return new ServerRecorder(client, options === false ? undefined : options, host, modules);
}
