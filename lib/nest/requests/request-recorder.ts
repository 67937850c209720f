import type { Tags } from '../../common/tags';
import { errorName } from '../error-name';
import type { StatsService } from '../stats.service';
import { ignoreTest } from './ignore-test';
import type { RequestContext, RequestOptions } from './request-options';
import type { ServedRequest } from './served-request';

const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'QUERY',
]);

const OUTCOMES = ['informational', 'success', 'redirection', 'client_error', 'server_error'] as const;

/** As web servers log a client that closed the connection before it was answered. */
const CLIENT_CLOSED_REQUEST = 499;

/** Records requests with one client. */
export class RequestRecorder {
  private readonly isIgnored: (served: ServedRequest) => boolean;

  constructor(
    private readonly stats: StatsService,
    private readonly options: RequestOptions,
  ) {
    this.isIgnored = ignoreTest(options.ignore ?? []);
  }

  now(): number {
    return this.stats.clock.monotonic();
  }

  observe(read: () => number): void {
    this.stats.observe('http.server.active_requests', read);
  }

  record(served: ServedRequest, began: number, isAborted: boolean): void {
    if (served.isSkipped || served.route?.isSkipped === true || this.isIgnored(served)) {
      return;
    }
    const ms = Math.max(0, this.now() - began);
    const { name, tags } = this.options;
    const own = tagsOf(served, isAborted);
    if (tags === undefined && typeof name !== 'function') {
      this.stats.timing(name ?? 'http.server.request.duration', ms, own);
      return;
    }
    const context = contextOf(served, own);
    this.stats.timing(nameOf(name, context), ms, tags === undefined ? own : { ...own, ...safely(() => tags(context)) });
  }
}

interface RequestTags extends Tags {
  readonly method: string;
  readonly route: string;
  readonly status: number;
}

function tagsOf(served: ServedRequest, isAborted: boolean): RequestTags {
  const { raw, rawResponse, exception } = served;
  const method = raw.method !== undefined && METHODS.has(raw.method) ? raw.method : '_OTHER';
  const route = routeOf(served);
  if (isAborted) {
    // A server that misses the rest of a body answers, but there is nobody any more.
    const isAnswered = rawResponse.headersSent && raw.complete !== false;
    const status = isAnswered ? rawResponse.statusCode : CLIENT_CLOSED_REQUEST;
    return { method, route, status, outcome: 'aborted' };
  }
  const status = rawResponse.statusCode;
  const outcome = OUTCOMES[Math.floor(status / 100) - 1] ?? 'server_error';
  return status < 400
    ? { method, route, status, outcome }
    : { method, route, status, outcome, error: exception === undefined ? String(status) : errorName(exception.error) };
}

/** Never the path of the request: everything that is asked for would make a series. */
function routeOf({ route, isUnmatched, raw, request, middlewareRoute }: ServedRequest): string {
  if (isUnmatched) {
    return 'UNMATCHED';
  }
  if (route !== undefined) {
    return route.path;
  }
  // Turned away before the handler, or a route that is none of Nest's.
  const { is404, routeOptions } = request as { is404?: boolean; routeOptions?: { url?: string } };
  const matched = raw.route === middlewareRoute ? undefined : raw.route?.path;
  const path = is404 === true ? undefined : (routeOptions?.url ?? matched);
  return typeof path === 'string' ? path : 'UNMATCHED';
}

function contextOf(served: ServedRequest, { route, status, method }: RequestTags): RequestContext {
  const { request, response } = served;
  const controller = served.controller ?? served.route?.controller;
  const handler = served.handler ?? served.route?.handler;
  return {
    request,
    response,
    route,
    status,
    method,
    ...(controller !== undefined && { controller }),
    ...(handler !== undefined && { handler }),
  };
}

function nameOf(name: RequestOptions['name'], context: RequestContext): string {
  const given: unknown = typeof name === 'function' ? safely(() => name(context)) : name;
  return typeof given === 'string' && given !== '' ? given : 'http.server.request.duration';
}

/** What the application's own function throws costs what it was to say, never the record. */
function safely<T>(fn: () => T): T | undefined {
  try {
    return fn();
  } catch {
    return undefined;
  }
}
