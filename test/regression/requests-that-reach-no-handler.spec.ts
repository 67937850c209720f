import 'reflect-metadata';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Body,
  Controller,
  Get,
  type INestApplication,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Param,
  Post,
} from '@nestjs/common';
import { afterEach, describe, expect, it } from 'vitest';
import { ADAPTERS, StatsApp } from '../support/stats-app';

@Controller('orders')
class Orders {
  @Get(':id')
  one(@Param('id') id: string): string {
    return id;
  }

  @Post()
  place(@Body() body: unknown): unknown {
    return body;
  }
}

interface Answer {
  statusCode: number;
  end(text: string): void;
}

/** Stands before the handlers, and answers whoever has the header. */
@Module({})
class Doorman implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((request: http.IncomingMessage, response: Answer, next: () => void) => {
        if (request.headers['x-stop'] === undefined) {
          next();
          return;
        }
        response.statusCode = 401;
        response.end('stop');
      })
      .forRoutes(Orders);
  }
}

describe.each(ADAPTERS)('requests on %s', (_name, createAdapter) => {
  let app: INestApplication;
  afterEach(async () => app.close());

  async function start(shop: StatsApp): Promise<string> {
    app = await shop.start({ imports: [Doorman], controllers: [Orders] }, createAdapter);
    await app.listen(0, '127.0.0.1');
    return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  }

  async function requests(shop: StatsApp): Promise<string[]> {
    const lines = await shop.lines(app);
    return lines.filter((line) => line.includes('|ms')).map((line) => line.slice(line.indexOf('#') + 1));
  }

  it('that a middleware of the route answers have no route', async () => {
    const shop = new StatsApp();
    const url = await start(shop);
    await fetch(`${url}/orders/7`, { headers: { 'x-stop': 'yes' } });
    await fetch(`${url}/orders/7`);
    expect(await requests(shop)).toEqual([
      'method:GET,route:/orders/:id,status:200,outcome:success',
      'method:GET,route:UNMATCHED,status:401,outcome:client_error,error:401',
    ]);
  });

  it('whose client leaves while it sends the body were never answered', async () => {
    const shop = new StatsApp();
    const url = await start(shop);
    const arrived = once(app.getHttpServer() as http.Server, 'request');
    const headers = { 'content-type': 'application/json', 'content-length': 100 };
    const request = http.request(`${url}/orders`, { method: 'POST', headers }).on('error', () => {});
    request.write('{"amount":');
    await arrived;
    request.destroy();
    await expect
      .poll(async () => (await requests(shop)).map((tags) => tags.replace(/route:[^,]*/, 'route')), { interval: 5 })
      .toEqual(['method:POST,route,status:499,outcome:aborted']);
  });

  it.each([
    ['is empty', () => ''],
    ['is no text', () => 7 as unknown as string],
    [
      'throws',
      () => {
        throw new Error('no name');
      },
    ],
  ])('keep their name where the given one %s', async (_why, name) => {
    const shop = new StatsApp({ requests: { name } });
    const url = await start(shop);
    await fetch(`${url}/orders/7`);
    const lines = await shop.lines(app);
    expect(lines.filter((line) => line.includes('|ms'))).toEqual([
      'http.server.request.duration:<ms>|ms|#method:GET,route:/orders/:id,status:200,outcome:success',
    ]);
  });
});
