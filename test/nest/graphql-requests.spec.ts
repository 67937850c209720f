import 'reflect-metadata';
import {
  type CanActivate,
  ForbiddenException,
  type INestApplication,
  Injectable,
  Logger,
  UseGuards,
} from '@nestjs/common';
import { AbstractGraphQLDriver, Args, GraphQLModule, Mutation, Query, Resolver } from '@nestjs/graphql';
import type * as GraphQL from 'graphql';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ADAPTERS, StatsApp } from '../support/stats-app';

// The same copy that Nest has: the package comes in two formats.
const { graphql } = require('graphql') as typeof GraphQL;

@Injectable()
class NobodyGuard implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

@Resolver()
class OrdersResolver {
  @Query(() => String)
  order(@Args('id') id: string): string {
    if (id === 'none') {
      throw new RangeError();
    }
    return id;
  }

  @Mutation(() => Boolean)
  place(): boolean {
    return true;
  }

  @UseGuards(NobodyGuard)
  @Query(() => String)
  secret(): string {
    return 'never';
  }
}

interface FromExpress {
  use(path: string, handle: (request: { body: Asked }, response: { json(body: unknown): void }) => void): void;
}

interface FromFastify {
  route(route: { method: string; url: string; handler: (request: { body: Asked }) => Promise<unknown> }): void;
}

interface Asked {
  query: string;
}

/** Mounts the schema as the drivers of Apollo do: as a middleware on Express, as a route on Fastify. */
@Injectable()
class HttpDriver extends AbstractGraphQLDriver {
  async start({ schema, path = '/graphql' }: { schema?: GraphQL.GraphQLSchema; path?: string }): Promise<void> {
    const answer = ({ query }: Asked): Promise<unknown> =>
      graphql({ schema: schema!, source: query, contextValue: {} });
    const { httpAdapter } = this.httpAdapterHost;
    const framework = httpAdapter.getInstance<FromExpress & FromFastify>();
    if (httpAdapter.getType() === 'express') {
      framework.use(path, (request, response) => void answer(request.body).then((body) => response.json(body)));
    } else {
      framework.route({ method: 'POST', url: path, handler: (request) => answer(request.body) });
    }
  }

  async stop(): Promise<void> {}
}

const apps: INestApplication[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const app of apps.splice(0)) {
    await app.close();
  }
});

describe.each([
  [...ADAPTERS[0], 'UNMATCHED'],
  [...ADAPTERS[1], '/graphql'],
] as const)('operations of GraphQL over HTTP on %s', (_, createAdapter, route) => {
  async function ask(query: string): Promise<{ body: unknown; lines: string[] }> {
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const shop = new StatsApp();
    const app = await shop.start(
      { imports: [GraphQLModule.forRoot({ driver: HttpDriver, autoSchemaFile: true })], providers: [OrdersResolver] },
      createAdapter,
    );
    apps.push(app);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query }),
    });
    const body = await response.json();
    const lines: string[] = [];
    await expect
      .poll(
        async () =>
          lines.push(...(await shop.lines(app))) && lines.some((line) => line.startsWith('http.server.request')),
        {
          interval: 5,
        },
      )
      .toBe(true);
    return { body, lines: lines.filter((line) => !line.startsWith('http.server.active_requests')).sort() };
  }

  const request = `http.server.request.duration:<ms>|ms|#method:POST,route:${route},status:200,outcome:success`;

  it('are recorded by field, and their request once', async () => {
    const { body, lines } = await ask('{ order(id: "7") }');
    expect(body).toEqual({ data: { order: '7' } });
    expect(lines).toEqual([
      'graphql.server.operation.duration:<ms>|ms|#type:query,field:order,outcome:success',
      request,
    ]);
  });

  it('that fail leave a request that succeeds', async () => {
    const { body, lines } = await ask('{ order(id: "none") }');
    expect(body).toMatchObject({ data: null, errors: [{ path: ['order'] }] });
    expect(lines).toEqual([
      'graphql.server.operation.duration:<ms>|ms|#type:query,field:order,outcome:failure,error:RangeError',
      request,
    ]);
  });

  it('that change something are mutations', async () => {
    const { lines } = await ask('mutation { place }');
    expect(lines).toEqual([
      'graphql.server.operation.duration:<ms>|ms|#type:mutation,field:place,outcome:success',
      request,
    ]);
  });

  it('that a guard turns away leave the request alone: interceptors come after guards', async () => {
    const { body, lines } = await ask('{ secret }');
    expect(body).toMatchObject({ data: null, errors: [{ path: ['secret'] }] });
    expect(lines).toEqual([request]);
  });
});
