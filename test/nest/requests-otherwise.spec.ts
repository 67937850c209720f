import 'reflect-metadata';
import {
  Controller,
  Get,
  type INestApplication,
  Injectable,
  NotFoundException,
  Param,
  Scope,
  UseGuards,
  UseInterceptors,
  Version,
  VersioningType,
} from '@nestjs/common';
import type { CanActivate } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import http from 'node:http';
import { type ClientHttp2Session, connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SkipStats } from '../../lib/nest/decorators/skip-stats.decorator';
import { StatsInterceptor } from '../../lib/nest/stats.interceptor';
import { StatsModule } from '../../lib/nest/stats.module';
import { MemoryTransport } from '../../lib/transports/memory-transport';
import { ADAPTERS, StatsApp } from '../support/stats-app';

const DURATION = 'http.server.request.duration:<ms>|ms|#';

const apps: INestApplication[] = [];

afterEach(async () => {
  for (const app of apps.splice(0)) {
    await app.close();
  }
});

const urlOf = (app: INestApplication): string =>
  `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;

async function ask(url: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  return response.status;
}

const requestsAmong = (lines: string[]): string[] =>
  lines.filter((line) => line.startsWith(DURATION)).map((line) => line.slice(DURATION.length));

describe.each(ADAPTERS)('requests on %s', (_, createAdapter) => {
  async function start(
    shop: StatsApp,
    controller: new (...args: never[]) => object,
    prepare?: (app: INestApplication) => void,
  ) {
    const app = await shop.start({ controllers: [controller] }, createAdapter, prepare);
    apps.push(app);
    await app.listen(0, '127.0.0.1');
    return app;
  }

  it.each<[string, Parameters<INestApplication['enableVersioning']>[0], Record<string, string>]>([
    ['a header', { type: VersioningType.HEADER, header: 'x-version' }, { 'x-version': '2' }],
    ['the media type', { type: VersioningType.MEDIA_TYPE, key: 'v=' }, { accept: 'application/json;v=2' }],
  ])('whose version comes by %s have the path for a route', async (_way, versioning, headers) => {
    @Controller('orders')
    class OrdersController {
      @SkipStats()
      @Version('1')
      @Get()
      one(): string {
        return 'one';
      }
      @Version('2')
      @Get()
      two(): string {
        return 'two';
      }
    }
    const shop = new StatsApp({ requests: { tags: ({ handler }) => ({ handler }) } });
    const app = await start(shop, OrdersController, (nest) => nest.enableVersioning(versioning));
    expect(await ask(`${urlOf(app)}/orders`, headers)).toBe(200);
    expect(await ask(`${urlOf(app)}/orders`, { 'x-version': '3', accept: 'application/json;v=3' })).toBe(404);
    expect(requestsAmong(await shop.lines(app))).toEqual([
      'method:GET,route:/orders,status:200,outcome:success,handler:two',
      'method:GET,route:UNMATCHED,status:404,outcome:client_error,error:404',
    ]);
  });

  it('to controllers of a request, and with an interceptor of their own, are recorded once', async () => {
    @Injectable()
    class Guard implements CanActivate {
      canActivate(): boolean {
        return true;
      }
    }
    @UseGuards(Guard)
    @UseInterceptors(StatsInterceptor)
    @Controller({ path: 'orders', scope: Scope.REQUEST })
    class OrdersController {
      @Get(':id')
      find(@Param('id') id: string): string {
        return id;
      }
    }
    const shop = new StatsApp();
    const app = await start(shop, OrdersController);
    await ask(`${urlOf(app)}/orders/7`);
    await app.close();
    expect(shop.transport.lines().filter((line) => line.includes('duration'))).toHaveLength(1);
    expect(shop.transport.lines().join('\n')).toMatch(
      /duration:[\d.]+\|ms\|#method:GET,route:\/orders\/:id,status:200/,
    );
  });

  it('are recorded by a client with a name where it is told to', async () => {
    @Controller('orders')
    class OrdersController {
      @Get()
      list(): string {
        return 'list';
      }
    }
    const [audit, other] = [new MemoryTransport(), new MemoryTransport()];
    const shop = new StatsApp();
    const app = await shop.start(
      {
        imports: [
          StatsModule.forRoot({ name: 'audit', transport: audit, requests: { name: 'audited' } }),
          StatsModule.forRootAsync({ name: 'other', useFactory: () => ({ transport: other }) }),
        ],
        controllers: [OrdersController],
      },
      createAdapter,
    );
    apps.push(app);
    await app.listen(0, '127.0.0.1');
    await ask(`${urlOf(app)}/orders`);
    expect(requestsAmong(await shop.lines(app))).toEqual(['method:GET,route:/orders,status:200,outcome:success']);
    await app.close();
    expect(audit.lines().map((line) => line.split(':')[0])).toEqual(['audited', 'http.server.active_requests']);
    expect(other.lines()).toEqual([]);
  });

  it('to routes of the framework itself have their path', async () => {
    @Controller()
    class NoController {}
    const shop = new StatsApp();
    const app = await start(shop, NoController, (nest) => {
      const server = nest.getHttpAdapter();
      server.get('/ping/:who', (_request: unknown, response: { send(body: string): void }) => response.send('pong'));
    });
    expect(await ask(`${urlOf(app)}/ping/me`)).toBe(200);
    expect(requestsAmong(await shop.lines(app))).toEqual(['method:GET,route:/ping/:who,status:200,outcome:success']);
  });

  it('that a middleware of the application fails are recorded', async () => {
    @Controller()
    class NoController {}
    const shop = new StatsApp();
    const app = await start(shop, NoController, (nest) =>
      nest.use((_request: unknown, response: http.ServerResponse) => {
        response.statusCode = 503;
        response.end('busy');
      }),
    );
    expect(await ask(`${urlOf(app)}/any/path`)).toBe(503);
    expect(requestsAmong(await shop.lines(app))).toEqual([
      'method:GET,route:UNMATCHED,status:503,outcome:server_error,error:503',
    ]);
  });
});

describe('requests over HTTP/2', () => {
  it('are recorded on Fastify', async () => {
    @Controller('orders')
    class OrdersController {
      @Get('slow')
      slow(): Promise<string> {
        arrived();
        return new Promise(() => {});
      }
      @Get(':id')
      find(@Param('id') id: string): string {
        return id;
      }
    }
    let arrived = (): void => {};
    const isThere = new Promise<void>((resolve) => (arrived = resolve));
    const shop = new StatsApp();
    const app = await shop.start({ controllers: [OrdersController] }, () => new FastifyAdapter({ http2: true }));
    apps.push(app);
    await app.listen(0, '127.0.0.1');
    const session = connect(urlOf(app));
    const get = (path: string): ReturnType<ClientHttp2Session['request']> =>
      session.request({ ':path': path }).on('error', () => {});
    for (const path of ['/orders/7', '/nowhere']) {
      const stream = get(path).resume();
      await once(stream, 'close');
    }
    const slow = get('/orders/slow');
    await isThere;
    slow.close(8);
    await once(slow, 'close');
    const lines: string[] = [];
    await expect.poll(async () => lines.push(...requestsAmong(await shop.lines(app))), { interval: 5 }).toBe(3);
    expect(lines).toEqual([
      'method:GET,route:/orders/:id,status:200,outcome:success',
      'method:GET,route:UNMATCHED,status:404,outcome:client_error,error:404',
      'method:GET,route:/orders/slow,status:499,outcome:aborted',
    ]);
    session.destroy();
  });
});

describe('an application inside another', () => {
  it('records its own requests', async () => {
    @Controller('orders')
    class OrdersController {
      @Get()
      list(): string {
        return 'list';
      }
    }
    const [outer, inner] = [new ExpressAdapter(), new ExpressAdapter()];
    outer.use('/shop', inner.getInstance());
    const [outerShop, innerShop] = [new StatsApp(), new StatsApp()];
    const innerApp = await innerShop.start({ controllers: [OrdersController] }, () => inner);
    const outerApp = await outerShop.start({ controllers: [] }, () => outer);
    apps.push(innerApp, outerApp);
    await outerApp.listen(0, '127.0.0.1');
    expect(await ask(`${urlOf(outerApp)}/shop/orders`)).toBe(200);
    expect(requestsAmong(await innerShop.lines(innerApp))).toEqual([
      'method:GET,route:/orders,status:200,outcome:success',
    ]);
    expect(requestsAmong(await outerShop.lines(outerApp))).toHaveLength(1);
  });
});

describe('requests as sprockets names them', () => {
  it('have the class, the verb and the status in the name', async () => {
    @Controller('orders')
    class OrdersController {
      @Get(':id')
      find(@Param('id') id: string): string {
        if (id === 'none') {
          throw new NotFoundException();
        }
        return id;
      }
    }
    const shop = new StatsApp({
      dialect: 'sprockets',
      prefix: 'applications.shop.test',
      requests: {
        name: ({ controller = 'unknown' }) => controller,
        tags: () => ({ route: undefined, outcome: undefined, error: undefined }),
      },
    });
    const app = await shop.start({ controllers: [OrdersController] });
    apps.push(app);
    await app.listen(0, '127.0.0.1');
    await ask(`${urlOf(app)}/orders/7`);
    await ask(`${urlOf(app)}/orders/none`);
    expect((await shop.lines(app)).filter((line) => line.includes('.timers.'))).toEqual([
      'applications.shop.test.timers.OrdersController.GET.200:<ms>|ms',
      'applications.shop.test.timers.OrdersController.GET.404:<ms>|ms',
    ]);
  });
});
