import type { HttpServer } from '@nestjs/common';
import { copyProperties } from '../decorators/copy-properties';
import type { RequestWatch } from './request-watch';
import type { RouteOwners } from './route-owners';
import type { ServedRequest } from './served-request';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type Adapter = Partial<Record<string, AnyFunction>>;

const VERBS = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'all',
  'search',
  'query',
  'propfind',
  'proppatch',
  'mkcol',
  'copy',
  'move',
  'lock',
  'unlock',
];

/**
 * Has every handler that the adapter is given from now on note its route on the requests that it gets. What the framework
 * itself knows of a route is not enough: Express rewrites paths, and forgets none when a handler passes the request on.
 */
export function noteRoutes(server: HttpServer, watch: RequestWatch, owners: RouteOwners): void {
  const adapter = server as unknown as Adapter;
  const written = new Map<unknown, string>();
  replace(adapter, 'normalizePath', (normalizePath) => (path) => {
    const normalized = normalizePath(path);
    written.set(normalized, String(path));
    return normalized;
  });
  for (const verb of VERBS) {
    replace(adapter, verb, (register) => (...args) => {
      const handler = args.at(-1);
      if (args.length < 2 || typeof handler !== 'function') {
        return register(...args);
      }
      const [path] = args;
      const route = owners.routeOf(written.get(path) ?? String(path), handler);
      const noted = noting(watch, handler as AnyFunction, (served) => {
        served.route = route;
      });
      copyProperties(handler, noted);
      return register(...args.slice(0, -1), noted);
    });
  }
  noteMiddleware(adapter, watch);
  replace(adapter, 'setNotFoundHandler', (setNotFoundHandler) => (handler, ...rest) => {
    const noted = noting(watch, handler as AnyFunction, (served) => {
      // What a handler noted that passed the request on does not count.
      served.route = undefined;
      served.isUnmatched = true;
    });
    return setNotFoundHandler(noted, ...rest);
  });
}

/** Express registers middleware as routes: of a request that one answers, what it matched is no route of the application. */
function noteMiddleware(adapter: Adapter, watch: RequestWatch): void {
  replace(adapter, 'createMiddlewareFactory', (create) => (...args) => {
    const register: unknown = create(...args);
    // Fastify promises one, and matches middleware apart from routes.
    if (typeof register !== 'function') {
      return register;
    }
    return (path: unknown, callback: AnyFunction) => {
      const noted = noting(watch, callback, (served) => {
        served.middlewareRoute = served.raw.route;
      });
      return (register as AnyFunction)(path, noted);
    };
  });
}

/** The handler, which notes something on each request that it gets and that is watched. */
function noting(watch: RequestWatch, handler: AnyFunction, note: (served: ServedRequest) => void): AnyFunction {
  return function (request, ...rest) {
    const served = watch.find(request as object);
    if (served !== undefined) {
      note(served);
    }
    return handler.call(this, request, ...rest);
  };
}

function replace(adapter: Adapter, name: string, make: (original: AnyFunction) => AnyFunction): void {
  const original = adapter[name];
  if (typeof original === 'function') {
    adapter[name] = make(original.bind(adapter));
  }
}
