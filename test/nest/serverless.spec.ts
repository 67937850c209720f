import 'reflect-metadata';
import { Controller, Get, type INestApplication, Module, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { StatsModule } from '../../lib/nest/stats.module';
import { StatsService } from '../../lib/nest/stats.service';
import { HttpServer } from '../support/http-server';

@Controller('orders')
class OrdersController {
  constructor(private readonly stats: StatsService) {}

  @Get(':id')
  find(@Param('id') id: string): string {
    this.stats.incr('orders.found', 1, { id });
    return `order ${id}`;
  }
}

/** What a platform calls: no server, no socket of the application, and nothing runs once the promise has resolved. */
function handlerOf(metricsUrl: string): { handle(path: string): Promise<string>; app(): Promise<INestApplication> } {
  @Module({
    // So seldom that it never happens between two calls.
    imports: [StatsModule.forRoot({ transport: metricsUrl, flushIntervalMs: 3_600_000 })],
    controllers: [OrdersController],
  })
  class App {}

  let started: Promise<INestApplication> | undefined;
  const start = async (): Promise<INestApplication> =>
    (await NestFactory.create(App, new ExpressAdapter(), { logger: false })).init();
  const app = (): Promise<INestApplication> => (started ??= start());

  return {
    app,
    async handle(path) {
      const nest = await app();
      const body = await answer(nest.getHttpAdapter().getInstance() as RequestListener, path);
      await nest.get(StatsService).flush();
      return body;
    },
  };
}

/** Has a framework answer a request that never was on a wire. */
function answer(listener: RequestListener, path: string): Promise<string> {
  let written = '';
  const socket = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  }) as Socket;
  const request = Object.assign(new IncomingMessage(socket), { method: 'GET', url: path });
  request.push(null);
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  return new Promise((resolve) => {
    response.on('finish', () => resolve(written.slice(written.indexOf('\r\n\r\n') + 4)));
    listener(request, response);
  });
}

it('has delivered the metrics of each call before the platform may put the process to sleep', async () => {
  const metrics = await HttpServer.listen();
  onTestFinished(() => metrics.kill());
  const { handle, app } = handlerOf(`http://127.0.0.1:${metrics.port}`);
  onTestFinished(async () => (await app()).close());

  for (let call = 1; call <= 3; call += 1) {
    expect(await handle(`/orders/${call}`)).toBe(`order ${call}`);
    expect(metrics.requests.all).toHaveLength(call);
    const { counters, timers } = JSON.parse(metrics.requests.all[call - 1]?.body ?? '') as Record<string, object>;
    expect(counters).toEqual({ [`orders.found.${call}`]: 1 });
    expect(Object.keys(timers ?? {})).toEqual(['http.server.request.duration.GET./orders/_id.200.success']);
  }
});
