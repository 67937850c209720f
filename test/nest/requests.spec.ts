import 'reflect-metadata';
import {
  BadRequestException,
  Body,
  type CanActivate,
  Catch,
  Controller,
  Delete,
  type ExceptionFilter,
  ForbiddenException,
  Get,
  HttpCode,
  type INestApplication,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Options,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
  Redirect,
  Res,
  Sse,
  StreamableFile,
  UseFilters,
  UseGuards,
  VersioningType,
} from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { NEVER, type Observable, concat, map, of } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SkipStats } from '../../lib/nest/decorators/skip-stats.decorator';
import type { RequestContext } from '../../lib/nest/requests/request-options';
import type { StatsModuleOptions } from '../../lib/nest/stats-module-options';
import { StatsService } from '../../lib/nest/stats.service';
import { ADAPTERS, StatsApp } from '../support/stats-app';

class SoldOutError extends Error {}

@Injectable()
class NobodyGuard implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

@Catch(SoldOutError)
class SoldOutFilter implements ExceptionFilter {
  catch(_error: SoldOutError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<{ status(code: number): { send(body: string): void } }>();
    response.status(410).send('sold out');
  }
}

const release: (() => void)[] = [];
const arrived: (() => void)[] = [];

@Controller('orders')
class OrdersController {
  @Get()
  list(): string[] {
    return [];
  }

  @Get('search')
  search(@Query('q') q: string): string {
    return q;
  }

  @Get('stream')
  stream(): StreamableFile {
    return new StreamableFile(Readable.from([Buffer.from('a'), Buffer.from('b')]));
  }

  @Sse('events')
  events(): Observable<{ data: string }> {
    return of('a', 'b').pipe(map((data) => ({ data })));
  }

  @Sse('endless')
  endless(): Observable<{ data: string }> {
    return concat(of({ data: 'first' }), NEVER);
  }

  @Get('slow')
  slow(): Promise<string> {
    return new Promise((resolve) => {
      release.push(() => resolve('late'));
      arrived.splice(0).forEach((tell) => tell());
    });
  }

  @Get('moved')
  @Redirect('/orders', 302)
  moved(): void {}

  @Get('guarded')
  @UseGuards(NobodyGuard)
  guarded(): string {
    return 'never';
  }

  @SkipStats()
  @Get('skipped')
  skipped(): string {
    return 'skipped';
  }

  @SkipStats()
  @UseGuards(NobodyGuard)
  @Get('skipped-guarded')
  skippedGuarded(): string {
    return 'never';
  }

  @Get('broken')
  broken(): never {
    throw new TypeError('broken');
  }

  @Get('sold-out')
  @UseFilters(SoldOutFilter)
  soldOut(): never {
    throw new SoldOutError();
  }

  @Get('by-hand')
  byHand(@Res() response: { status(code: number): { send(body: string): void } }): void {
    response.status(202).send('by hand');
  }

  @Get(':id')
  find(@Param('id', ParseIntPipe) id: number): { id: number } {
    return { id };
  }

  @Post()
  place(@Body() body: { amount?: number }): string {
    if (body.amount === undefined) {
      throw new BadRequestException();
    }
    return 'placed';
  }

  @Put(':id/items/:item')
  put(): string {
    return 'put';
  }

  @Delete(':id')
  @HttpCode(204)
  remove(): void {}

  @Options()
  options(): string {
    return 'options';
  }
}

@Controller(['cats', 'kittens'])
class CatsController {
  @Get('all')
  all(): string {
    return 'all';
  }
}

@SkipStats()
@Controller('health')
class HealthController {
  @Get()
  health(): string {
    return 'ok';
  }

  @Get('private')
  @UseGuards(NobodyGuard)
  private(): string {
    return 'never';
  }
}

@Controller('files')
class FilesController {
  @Get('*')
  file(): string {
    return 'file';
  }
}

@Module({ controllers: [OrdersController, CatsController, HealthController, FilesController] })
class ShopModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: unknown, response: http.ServerResponse) => {
        response.statusCode = 418;
        response.end('teapot');
      })
      .forRoutes('teapot');
  }
}

/** Asks the framework itself, as serverless platforms and tests do. */
const CALL_HANDLER = {
  Express: async (app: INestApplication, path: string): Promise<number> => {
    const server = http.createServer(app.getHttpAdapter().getInstance() as http.RequestListener);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    await response.arrayBuffer();
    server.closeAllConnections();
    server.close();
    return response.status;
  },
  Fastify: async (app: INestApplication, path: string): Promise<number> => {
    const fastify = app.getHttpAdapter().getInstance() as { inject(url: string): Promise<{ statusCode: number }> };
    return (await fastify.inject(path)).statusCode;
  },
};

const DURATION = 'http.server.request.duration:<ms>|ms|#';

describe.each(ADAPTERS)('requests on %s', (adapterName, createAdapter) => {
  let shop: StatsApp;
  let app: INestApplication;
  let url: string;

  async function start(options: StatsModuleOptions = {}, prepare: (app: INestApplication) => void = () => {}) {
    shop = new StatsApp(options);
    app = await shop.start({ imports: [ShopModule] }, createAdapter, prepare);
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  }

  /** What is recorded of requests, without the name of the timer. */
  async function recorded(): Promise<string[]> {
    const lines = await shop.lines(app);
    return lines.filter((line) => line.startsWith(DURATION)).map((line) => line.slice(DURATION.length));
  }

  async function ask(path: string, init?: RequestInit): Promise<number> {
    const response = await fetch(url + path, { redirect: 'manual', ...init });
    await response.arrayBuffer();
    return response.status;
  }

  const json = (body: string): RequestInit => ({
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });

  afterEach(async () => {
    release.splice(0).forEach((done) => done());
    await app.close();
  });

  describe('with the defaults', () => {
    beforeEach(() => start());

    it.each<[string, string, RequestInit, string]>([
      ['handled', '/orders', {}, 'method:GET,route:/orders,status:200,outcome:success'],
      ['with a query', '/orders/search?q=1', {}, 'method:GET,route:/orders/search,status:200,outcome:success'],
      ['with a parameter', '/orders/7', {}, 'method:GET,route:/orders/:id,status:200,outcome:success'],
      [
        'with two parameters',
        '/orders/7/items/8',
        { method: 'PUT' },
        'method:PUT,route:/orders/:id/items/:item,status:200,outcome:success',
      ],
      ['with a body', '/orders', json('{"amount":1}'), 'method:POST,route:/orders,status:201,outcome:success'],
      ['HEAD', '/orders', { method: 'HEAD' }, 'method:HEAD,route:/orders,status:200,outcome:success'],
      ['OPTIONS', '/orders', { method: 'OPTIONS' }, 'method:OPTIONS,route:/orders,status:200,outcome:success'],
      [
        'without content',
        '/orders/7',
        { method: 'DELETE' },
        'method:DELETE,route:/orders/:id,status:204,outcome:success',
      ],
      ['a redirect', '/orders/moved', {}, 'method:GET,route:/orders/moved,status:302,outcome:redirection'],
      ['a stream', '/orders/stream', {}, 'method:GET,route:/orders/stream,status:200,outcome:success'],
      ['server-sent events', '/orders/events', {}, 'method:GET,route:/orders/events,status:200,outcome:success'],
      ['answered by hand', '/orders/by-hand', {}, 'method:GET,route:/orders/by-hand,status:202,outcome:success'],
      [
        'the second path of a controller',
        '/kittens/all',
        {},
        'method:GET,route:/kittens/all,status:200,outcome:success',
      ],
      ['a wildcard', '/files/a/b', {}, 'method:GET,route:/files/*,status:200,outcome:success'],
      [
        'turned away by a guard',
        '/orders/guarded',
        {},
        'method:GET,route:/orders/guarded,status:403,outcome:client_error,error:403',
      ],
      [
        'turned away by a pipe',
        '/orders/seven',
        {},
        'method:GET,route:/orders/:id,status:400,outcome:client_error,error:BadRequestException',
      ],
      [
        'an exception of Nest',
        '/orders',
        json('{}'),
        'method:POST,route:/orders,status:400,outcome:client_error,error:BadRequestException',
      ],
      [
        'any other exception',
        '/orders/broken',
        {},
        'method:GET,route:/orders/broken,status:500,outcome:server_error,error:TypeError',
      ],
      [
        'changed by a filter',
        '/orders/sold-out',
        {},
        'method:GET,route:/orders/sold-out,status:410,outcome:client_error,error:SoldOutError',
      ],
      [
        'an unknown path',
        '/nowhere/42?a=b',
        {},
        'method:GET,route:UNMATCHED,status:404,outcome:client_error,error:404',
      ],
      [
        'an unknown verb',
        '/cats/all',
        { method: 'PATCH' },
        'method:PATCH,route:UNMATCHED,status:404,outcome:client_error,error:404',
      ],
    ])('%s', async (_, path, init, tags) => {
      await ask(path, init);
      expect(await recorded()).toEqual([tags]);
    });

    it('with a malformed body, which Express parses before it knows the route', async () => {
      expect(await ask('/orders', json('{"amount"'))).toBe(400);
      const route = adapterName === 'Express' ? 'UNMATCHED' : '/orders';
      expect(await recorded()).toEqual([`method:POST,route:${route},status:400,outcome:client_error,error:400`]);
    });

    it('with a body that is too long', async () => {
      expect(await ask('/orders', json(`{"amount":"${'x'.repeat(1_100_000)}"}`))).toBe(413);
      const route = adapterName === 'Express' ? 'UNMATCHED' : '/orders';
      expect(await recorded()).toEqual([`method:POST,route:${route},status:413,outcome:client_error,error:413`]);
    });

    it('with a verb that is not among those of the web', async () => {
      const request = http.request(`${url}/orders`, { method: 'PROPFIND' }).end();
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.resume();
      await once(response, 'end');
      expect(await recorded()).toEqual([`method:_OTHER,route:UNMATCHED,status:404,outcome:client_error,error:404`]);
    });

    it('with a path that cannot be decoded', async () => {
      expect(await ask('/orders/%zz')).toBe(400);
      const [line] = await recorded();
      expect(line).toMatch(/^method:GET,route:(UNMATCHED|\/orders\/:id),status:400,outcome:client_error,error:/);
    });

    it('answered by a middleware', async () => {
      expect(await ask('/teapot')).toBe(418);
      expect(await recorded()).toEqual([`method:GET,route:UNMATCHED,status:418,outcome:client_error,error:418`]);
    });

    it('that say to be skipped', async () => {
      expect(await ask('/orders/skipped')).toBe(200);
      expect(await ask('/orders/skipped-guarded')).toBe(403);
      expect(await ask('/health')).toBe(200);
      expect(await ask('/health/private')).toBe(403);
      expect(await recorded()).toEqual([]);
    });

    it('whose client leaves before the answer', async () => {
      const isThere = new Promise<void>((resolve) => arrived.push(resolve));
      const request = http.get(`${url}/orders/slow`).on('error', () => {});
      await isThere;
      const before = await shop.lines(app);
      expect(before).toContain('http.server.active_requests:1|g');
      request.destroy();
      await expect
        .poll(recorded, { interval: 5 })
        .toEqual(['method:GET,route:/orders/slow,status:499,outcome:aborted']);
      release.splice(0).forEach((done) => done());
      expect(await shop.lines(app)).toEqual(['http.server.active_requests:0|g']);
    });

    it('whose client leaves a stream of events', async () => {
      const request = http.get(`${url}/orders/endless`).on('error', () => {});
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      await once(response, 'data');
      request.destroy();
      await expect
        .poll(recorded, { interval: 5 })
        .toEqual(['method:GET,route:/orders/endless,status:200,outcome:aborted']);
    });

    it('that never touch a socket of the application', async () => {
      expect(await CALL_HANDLER[adapterName](app, '/orders/7')).toBe(200);
      expect(await recorded()).toEqual(['method:GET,route:/orders/:id,status:200,outcome:success']);
    });

    it('to another server of the process are not recorded', async () => {
      const other = http.createServer((_, response) => response.end('other'));
      await once(other.listen(0, '127.0.0.1'), 'listening');
      const response = await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}/orders`);
      expect(await response.text()).toBe('other');
      other.closeAllConnections();
      other.close();
      expect(await recorded()).toEqual([]);
    });

    it('are counted one by one', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, id) => ask(`/orders/${id}`)));
      await app.get(StatsService).flush();
      expect(
        shop.transport
          .lines()
          .join('\n')
          .match(/[:\d.]+\|ms/)?.[0]
          .split(':'),
      ).toHaveLength(21);
    });
  });

  it('carry the prefix and the version that the path has', async () => {
    await start({}, (nest) => {
      nest.setGlobalPrefix('api');
      nest.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
    });
    await ask('/api/v2/orders/7');
    await ask('/orders/7');
    expect(await recorded()).toEqual([
      'method:GET,route:/api/v2/orders/:id,status:200,outcome:success',
      'method:GET,route:UNMATCHED,status:404,outcome:client_error,error:404',
    ]);
  });

  it('are not recorded with `requests: false`', async () => {
    await start({ requests: false });
    await ask('/orders');
    expect(await shop.lines(app)).toEqual([]);
  });

  it('are recorded without the interceptor, save for the class of the exception', async () => {
    await start({ interceptor: false });
    await ask('/orders/7');
    await ask('/orders/seven');
    await ask('/health/private');
    expect(await recorded()).toEqual([
      'method:GET,route:/orders/:id,status:200,outcome:success',
      'method:GET,route:/orders/:id,status:400,outcome:client_error,error:400',
    ]);
  });

  it('may be ignored by path, by pattern and by function', async () => {
    await start({
      requests: {
        ignore: ['/orders', /^\/cats/g, (request) => (request as { method: string }).method === 'DELETE'],
      },
    });
    await ask('/orders?page=2');
    await ask('/cats/all');
    await ask('/cats/all');
    await ask('/orders/7', { method: 'DELETE' });
    await ask('/orders/7');
    expect(await recorded()).toEqual(['method:GET,route:/orders/:id,status:200,outcome:success']);
  });

  it('may be named and tagged by the application', async () => {
    const contexts: RequestContext[] = [];
    await start({
      requests: {
        name: ({ controller = 'none', method, status }) => `timers.${controller}.${method}.${status}`,
        tags: (context) => {
          contexts.push(context);
          return {
            method: undefined,
            outcome: undefined,
            route: context.route.toUpperCase(),
            handler: context.handler,
          };
        },
      },
    });
    await ask('/orders/7');
    await ask('/orders/guarded');
    await ask('/nowhere');
    expect((await shop.lines(app)).filter((line) => line.startsWith('timers'))).toEqual([
      'timers.OrdersController.GET.200:<ms>|ms|#route:/ORDERS/:ID,status:200,handler:find',
      'timers.OrdersController.GET.403:<ms>|ms|#route:/ORDERS/GUARDED,status:403,error:403,handler:guarded',
      'timers.none.GET.404:<ms>|ms|#route:UNMATCHED,status:404,error:404',
    ]);
    expect(contexts.every(({ request, response }) => typeof request === 'object' && typeof response === 'object')).toBe(
      true,
    );
  });

  it('are recorded by their defaults where the functions of the application throw', async () => {
    const fail = (): never => {
      throw new Error('no tags');
    };
    await start({ requests: { name: fail, tags: fail, ignore: [fail] } });
    await ask('/orders');
    expect(await recorded()).toEqual(['method:GET,route:/orders,status:200,outcome:success']);
  });
});
