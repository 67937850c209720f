import type { ModulesContainer } from '@nestjs/core';
import type { HttpServer } from '@nestjs/common';
import type { EventEmitter } from 'node:events';
import { noteRoutes } from './note-routes';
import type { RawRequest, RawResponse } from './raw-messages';
import { RequestWatch } from './request-watch';
import { RouteOwners } from './route-owners';

const WATCH = Symbol('nestjs-stats.watch');

interface Watched {
  readonly watch: RequestWatch;
  readonly owners: RouteOwners;
}

type WatchedAdapter = HttpServer & { [WATCH]?: Watched };

interface FastifyInstance {
  addHook(
    name: 'onRequest',
    hook: (request: { raw: RawRequest }, reply: { raw: RawResponse }, done: () => void) => void,
  ): void;
}

type ExpressHandle = (request: RawRequest, response: RawResponse, next?: unknown) => unknown;

/**
 * The watch over an adapter's requests, set up at the first call. It has to come before Nest registers the routes. What is
 * seen does not depend on the way in: a listening server, `inject()`, or the framework called as a handler.
 */
export function watchRequests(adapter: WatchedAdapter, modules: ModulesContainer): RequestWatch {
  const known = adapter[WATCH];
  if (known !== undefined) {
    // Applications may share an adapter.
    known.owners.learn(modules);
    return known.watch;
  }
  const [watch, owners] = [new RequestWatch(), new RouteOwners()];
  Object.defineProperty(adapter, WATCH, { value: { watch, owners } satisfies Watched });
  owners.learn(modules);
  noteRoutes(adapter, watch, owners);
  // Ahead of the framework, which answers some requests before any hook of its own.
  (adapter.getHttpServer() as EventEmitter | undefined)?.prependListener?.(
    'request',
    (request: RawRequest, response: RawResponse) => void watch.begin(request, response),
  );
  const instance: unknown = adapter.getInstance();
  switch (adapter.getType()) {
    case 'express':
      watchExpress(instance as { handle: ExpressHandle }, watch);
      break;
    case 'fastify':
      watchFastify(instance as FastifyInstance, watch);
      break;
  }
  return watch;
}

function watchExpress(app: { handle: ExpressHandle }, watch: RequestWatch): void {
  const { handle } = app;
  app.handle = function (request, response, next) {
    watch.begin(request, response);
    return handle.call(this, request, response, next);
  };
}

function watchFastify(instance: FastifyInstance, watch: RequestWatch): void {
  instance.addHook('onRequest', (request, reply, done) => {
    const served = watch.begin(request.raw, reply.raw);
    served.request = request;
    served.response = reply;
    done();
  });
}
