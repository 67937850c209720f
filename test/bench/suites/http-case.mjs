import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Controller, Get, Module, Param } from '@nestjs/common';
import { APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { finalize } from 'rxjs';
import { instrumentHttp } from '../libraries/opentelemetry.mjs';
import { client as promClient } from '../libraries/prom-client.mjs';
import { nestModule as hotShots } from '../libraries/nestjs-hot-shots.mjs';

const require = createRequire(import.meta.url);

const ADAPTERS = { express: () => new ExpressAdapter(), fastify: () => new FastifyAdapter() };

/** What an application has for its metrics: modules that it imports, and an interceptor. */
const VARIANTS = {
  'no metrics': () => ({}),
  'ours, without interceptor': (environment) => ({ imports: [ours(environment, { interceptor: false })] }),
  ours: (environment) => ({ imports: [ours(environment, {})] }),
  'an interceptor that does nothing': () => ({ interceptor: { intercept: (_context, next) => next.handle() } }),
  'prom-client': () => {
    const histogram = promClient().histogram('http_server_request_duration', ['method', 'route', 'status']);
    return { interceptor: timing((ms, tags) => histogram.observe(tags, ms)) };
  },
  'OpenTelemetry’s HTTP instrumentation': () => {
    instrumentHttp();
    return {};
  },
  'nestjs-hot-shots': (environment) => ({ imports: [hotShots(environment)] }),
};

export const NAMES = Object.keys(VARIANTS);
/** What others are measured against: nothing at all, and the least that an interceptor takes of the framework. */
export const [NOTHING, IDLE] = ['no metrics', 'an interceptor that does nothing'];
/** Those with an interceptor. */
export const INTERCEPTING = new Set(['ours', 'prom-client']);

function ours({ port, dist }, options) {
  const { StatsModule } = require(`${dist}/index.js`);
  return StatsModule.forRoot({ transport: `udp://127.0.0.1:${port}`, dialect: 'datadog', ...options });
}

function timing(record) {
  return {
    intercept(context, next) {
      const start = performance.now();
      return next.handle().pipe(
        finalize(() => {
          const request = context.switchToHttp().getRequest();
          const { statusCode } = context.switchToHttp().getResponse();
          const route = request.route?.path ?? request.routeOptions.url;
          record(performance.now() - start, { method: request.method, route, status: String(statusCode) });
        }),
      );
    },
  };
}

class OrdersController {
  one(id) {
    return { id, state: 'placed', lines: [{ sku: 'tea', amount: 2 }] };
  }
}
Param('id')(OrdersController.prototype, 'one', 0);
Get(':id')(OrdersController.prototype, 'one', Object.getOwnPropertyDescriptor(OrdersController.prototype, 'one'));
Controller('orders')(OrdersController);

/** A small application that answers requests. */
export async function open({ adapter, variant, ...environment }) {
  const { imports = [], interceptor } = VARIANTS[variant](environment);
  const providers = interceptor === undefined ? [] : [{ provide: APP_INTERCEPTOR, useValue: interceptor }];
  class AppModule {}
  Module({ imports, providers, controllers: [OrdersController] })(AppModule);
  const app = await NestFactory.create(AppModule, ADAPTERS[adapter](), { logger: false });
  await app.listen(0, '127.0.0.1');
  return {
    port: () => app.getHttpServer().address().port,
    /** Processor time so far, in microseconds. */
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
  };
}
