import 'reflect-metadata';
import { type DynamicModule, Global, Inject, Injectable, Logger, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';
import type { Stats } from '../../lib/client/stats';
import { InjectScope } from '../../lib/nest/decorators/inject-scope.decorator';
import { InjectStats } from '../../lib/nest/decorators/inject-stats.decorator';
import { StatsModule } from '../../lib/nest/stats.module';
import type { StatsModuleOptions, StatsOptions, StatsOptionsFactory } from '../../lib/nest/stats-module-options';
import { StatsService } from '../../lib/nest/stats.service';
import { getScopeToken, getStatsToken } from '../../lib/nest/stats.tokens';
import { MemoryTransport } from '../../lib/transports/memory-transport';
import { UdpServer } from '../support/udp-server';

const open: TestingModule[] = [];

async function compile(imports: (DynamicModule | Type)[], providers: Type[] = []): Promise<TestingModule> {
  const module = await Test.createTestingModule({ imports, providers }).compile();
  open.push(module);
  await module.init();
  return module;
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const module of open.splice(0)) {
    await module.close();
  }
});

describe('the two ways of configuration', () => {
  const transport = new MemoryTransport();
  const options: StatsOptions = { transport, prefix: 'shop', tags: { env: 'test' }, dialect: 'datadog' };

  @Injectable()
  class Settings implements StatsOptionsFactory {
    createStatsOptions(): StatsOptions {
      return options;
    }
  }
  @Module({ providers: [Settings, { provide: 'settings', useValue: options }], exports: [Settings, 'settings'] })
  class SettingsModule {}

  it.each<[string, () => DynamicModule]>([
    ['forRoot', () => StatsModule.forRoot(options)],
    ['forRootAsync with a function', () => StatsModule.forRootAsync({ useFactory: () => options })],
    [
      'forRootAsync with a function of what is injected',
      () =>
        StatsModule.forRootAsync({
          imports: [SettingsModule],
          inject: ['settings'],
          useFactory: async (settings: StatsOptions) => settings,
        }),
    ],
    ['forRootAsync with a class', () => StatsModule.forRootAsync({ useClass: Settings })],
    [
      'forRootAsync with what is there',
      () => StatsModule.forRootAsync({ imports: [SettingsModule], useExisting: Settings }),
    ],
  ])('%s gives the same client', async (_, stats) => {
    const module = await compile([stats()]);
    const service = module.get(StatsService);
    expect(service).toBeInstanceOf(StatsClient);
    expect([service.prefix, service.tags]).toEqual(['shop', { env: 'test' }]);
    service.incr('started');
    await service.flush();
    expect(transport.lines()).toEqual(['shop.started:1|c|#env:test']);
    transport.clear();
  });

  it.each<[string, (wrong: StatsModuleOptions) => DynamicModule]>([
    ['forRoot', (wrong) => StatsModule.forRoot(wrong)],
    ['forRootAsync', (wrong) => StatsModule.forRootAsync({ useFactory: () => wrong })],
  ])('%s fails the start with every wrong option in one message', async (_, stats) => {
    const wrong = { maxSeries: -1, requests: { ignore: 'all', tag: {} }, flush: 1 } as unknown as StatsModuleOptions;
    const starting = compile([stats(wrong)]);
    await expect(starting).rejects.toMatchObject({ code: 'STATS_INVALID_OPTION' });
    await expect(starting).rejects.toThrow(
      [
        'Unknown option `requests.tag`.',
        "Expected `requests.ignore` to be an array of strings, regular expressions and functions, got 'all'.",
        'Unknown option `flush`.',
        'Expected `maxSeries` to be a whole number from 1, got -1.',
      ].join('\n'),
    );
  });

  it('what decides how the application is put together is not for the function to say', async () => {
    const starting = compile([StatsModule.forRootAsync({ useFactory: () => ({ isGlobal: false }) as StatsOptions })]);
    await expect(starting).rejects.toThrow('Expected `isGlobal` beside `useFactory`, not among what it returns');
  });

  it('options that a function forgets to return fail the start', async () => {
    const starting = compile([StatsModule.forRootAsync({ useFactory: () => undefined as unknown as StatsOptions })]);
    await expect(starting).rejects.toThrow('Expected the options to be an object, got undefined.');
  });

  it('options have to come from somewhere', () => {
    expect(() => StatsModule.forRootAsync({})).toThrow('needs one of useFactory, useClass and useExisting');
  });
});

describe('clients', () => {
  it('have names, and are told apart by them', async () => {
    const [main, second] = [new MemoryTransport(), new MemoryTransport()];
    @Injectable()
    class Shop {
      constructor(
        readonly stats: StatsService,
        @InjectStats() readonly same: Stats,
        @InjectStats('audit') readonly audit: Stats,
        @Inject(getStatsToken('audit')) readonly sameAudit: Stats,
      ) {}
    }
    const module = await compile(
      [StatsModule.forRoot({ transport: main }), StatsModule.forRoot({ name: 'audit', transport: second })],
      [Shop],
    );
    const shop = module.get(Shop);
    expect(shop.same).toBe(shop.stats);
    expect(shop.sameAudit).toBe(shop.audit);
    shop.stats.incr('sold');
    shop.audit.incr('seen');
    await module.close();
    expect([main.lines(), second.lines()]).toEqual([['sold:1|c'], ['seen:1|c']]);
  });

  it('of one name fail the start', async () => {
    const same = { transport: 'none:' };
    const starting = compile([StatsModule.forRoot(same), StatsModule.forRoot(same)]);
    await expect(starting).rejects.toMatchObject({ code: 'STATS_INVALID_SETUP' });
    await expect(starting).rejects.toThrow('imported 2 times for the default client');
    await expect(
      compile([
        StatsModule.forRoot({ ...same, name: 'audit' }),
        StatsModule.forRootAsync({ name: 'audit', useFactory: () => same }),
      ]),
    ).rejects.toThrow('imported 2 times for the audit client');
  });

  it('may be imported by several modules when they are one', async () => {
    const stats = StatsModule.forRoot({ transport: 'none:' });
    @Module({ imports: [stats] })
    class OrdersModule {}
    await expect(compile([stats, OrdersModule])).resolves.toBeDefined();
  });

  it('of two applications are two', async () => {
    const transports = [new MemoryTransport(), new MemoryTransport()];
    const modules = await Promise.all(transports.map((transport) => compile([StatsModule.forRoot({ transport })])));
    modules.forEach((module, index) => module.get(StatsService).incr('app', index + 1));
    await Promise.all(modules.map((module) => module.get(StatsService).flush()));
    expect(transports.map((transport) => transport.lines())).toEqual([['app:1|c'], ['app:2|c']]);
  });

  it('may be replaced in tests', async () => {
    const incr = vi.fn<() => void>();
    const module = await Test.createTestingModule({ imports: [StatsModule.forRoot({ transport: 'none:' })] })
      .overrideProvider(StatsService)
      .useValue({ incr })
      .compile();
    open.push(module);
    await module.createNestApplication().init();
    module.get(StatsService).incr('sold');
    expect(incr).toHaveBeenCalledWith('sold');
  });

  it('tell of trouble through the logger of Nest', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const module = await compile([StatsModule.forRoot({ transport: 'none:' })]);
    module.get(StatsService).gauge('stock', Number.NaN);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.contexts[0]).toMatchObject({ context: 'StatsModule' });
    expect(warn.mock.calls[0]?.[0]).toContain('stock');
  });

  it('send over a real socket', async () => {
    const server = await UdpServer.listen();
    const module = await compile([StatsModule.forRoot({ transport: `udp://127.0.0.1:${server.port}` })]);
    module.get(StatsService).incr('sold', 3);
    await module.close();
    expect(await server.packets.atLeast(1)).toEqual(['sold:3|c']);
    await server.close();
  });
});

describe('scopes', () => {
  it('are injected where they are asked for', async () => {
    const transport = new MemoryTransport();
    @Injectable()
    class Orders {
      constructor(@InjectScope('orders') readonly stats: Stats) {}
    }
    @Module({ imports: [StatsModule.forFeature('orders', { tags: { team: 'sales' } })], providers: [Orders] })
    class OrdersModule {}
    @Injectable()
    class OtherOrders {
      constructor(@Inject(getScopeToken('orders')) readonly stats: Stats) {}
    }
    @Module({ imports: [StatsModule.forFeature('orders', { tags: { team: 'support' } })], providers: [OtherOrders] })
    class SupportModule {}
    const module = await compile([
      OrdersModule,
      SupportModule,
      StatsModule.forRoot({ transport, dialect: 'datadog', prefix: 'shop' }),
    ]);
    module.get(Orders).stats.incr('placed');
    module.get(OtherOrders).stats.incr('placed');
    await module.get(StatsService).flush();
    expect(transport.lines()).toEqual(['shop.orders.placed:1|c|#team:sales', 'shop.orders.placed:1|c|#team:support']);
  });

  it('may be those of a client with a name', async () => {
    const transport = new MemoryTransport();
    @Injectable()
    class Orders {
      constructor(@InjectScope('orders', 'audit') readonly stats: Stats) {}
    }
    const module = await compile(
      [StatsModule.forRoot({ name: 'audit', transport }), StatsModule.forFeature('orders', { name: 'audit' })],
      [Orders],
    );
    module.get(Orders).stats.incr('placed');
    await module.close();
    expect(transport.lines()).toEqual(['orders.placed:1|c']);
  });

  it.each<[string, DynamicModule[]]>([
    ['there is no client', []],
    ['the client is not global', [StatsModule.forRoot({ transport: 'none:', isGlobal: false })]],
    ['the client has another name', [StatsModule.forRoot({ transport: 'none:', name: 'audit' })]],
  ])('fail the start where %s', async (_, roots) => {
    const starting = compile([...roots, StatsModule.forFeature('orders')]);
    await expect(starting).rejects.toMatchObject({ code: 'STATS_NOT_GLOBAL' });
    await expect(starting).rejects.toThrow("StatsModule.forFeature('orders') found no global client.");
  });
});

describe('a client that is not global', () => {
  it('is seen by the modules that import it', async () => {
    const root = StatsModule.forRoot({ transport: 'none:', isGlobal: false });
    @Injectable()
    class Orders {
      constructor(readonly stats: StatsService) {}
    }
    @Module({ imports: [root], providers: [Orders] })
    class OrdersModule {}
    const module = await compile([OrdersModule]);
    expect(module.get(Orders).stats).toBeInstanceOf(StatsService);
    await expect(compile([root], [])).resolves.toBeDefined();
  });
});

describe('applications without HTTP', () => {
  @Injectable()
  class Job {
    constructor(readonly stats: StatsService) {}
  }

  it('are contexts', async () => {
    const transport = new MemoryTransport();
    @Global()
    @Module({ imports: [StatsModule.forRoot({ transport })], providers: [Job] })
    class JobModule {}
    const context = await NestFactory.createApplicationContext(JobModule, { logger: false });
    context.get(Job).stats.incr('ran');
    await context.close();
    expect(transport.lines()).toEqual(['ran:1|c']);
  });

  it('are microservices', async () => {
    const transport = new MemoryTransport();
    @Module({ imports: [StatsModule.forRoot({ transport })], providers: [Job] })
    class JobModule {}
    const service = await NestFactory.createMicroservice(JobModule, { logger: false, options: { port: 0 } });
    await service.listen();
    service.get(Job).stats.incr('ran');
    await service.close();
    expect(transport.lines()).toEqual(['ran:1|c']);
  });
});
