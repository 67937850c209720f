import type { HttpServer } from '@nestjs/common';
import { copyProperties } from '../decorators/copy-properties';
import type { RequestWatch } from './request-watch';
import type { RouteOwners } from './route-owners';

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
      const noting: AnyFunction = function (request, ...rest) {
        const served = watch.find(request as object);
        if (served !== undefined) {
          served.route = route;
        }
        return (handler as AnyFunction).call(this, request, ...rest);
      };
      copyProperties(handler, noting);
      return register(...args.slice(0, -1), noting);
    });
  }
  noteMiddleware(adapter, watch);
  replace(adapter, 'setNotFoundHandler', (setNotFoundHandler) => (handler, ...rest) => {
    const noting: AnyFunction = function (request, ...more) {
      const served = watch.find(request as object);
      if (served !== undefined) {
        // What a handler noted that passed the request on does not count.
        served.route = undefined;
        served.isUnmatched = true;
      }
      return (handler as AnyFunction).call(this, request, ...more);
    };
    return setNotFoundHandler(noting, ...rest);
  });
}

/** Express registers middleware as routes: of a request that one answers, what it matched is no route of the application. */
function noteMiddleware(adapter: Adapter, watch: RequestWatch): void {
  replace(adapter, 'createMiddlewareFactory', (create) => (...args) => {
    const register: unknown = create(...args);
    // Fastify promises one, and matches middleware apart from routes.
    return typeof register !== 'function'
      ? register
      : (path: unknown, callback: AnyFunction) =>
          (register as AnyFunction)(path, function (this: unknown, request: unknown, ...rest: unknown[]) {
            const served = watch.find(request as object);
            if (served !== undefined) {
              served.middlewareRoute = served.raw.route;
            }
            return callback.call(this, request, ...rest);
          });
  });
}

function replace(adapter: Adapter, name: string, make: (original: AnyFunction) => AnyFunction): void {
  const original = adapter[name];
  if (typeof original === 'function') {
    adapter[name] = make(original.bind(adapter));
  }
}
