import 'reflect-metadata';
import {
  type CallHandler,
  Controller,
  ExecutionContext,
  type INestApplication,
  type INestMicroservice,
  Injectable,
  Logger,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import {
  AbstractGraphQLDriver,
  Args,
  Field,
  GraphQLModule,
  GraphQLSchemaHost,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { ClientProxyFactory, EventPattern, MessagePattern, Transport } from '@nestjs/microservices';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type * as GraphQL from 'graphql';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { type Observable, firstValueFrom, lastValueFrom, of, toArray } from 'rxjs';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { SkipStats } from '../../lib/nest/decorators/skip-stats.decorator';
import { StatsInterceptor } from '../../lib/nest/stats.interceptor';
import { StatsApp } from '../support/stats-app';

// The same copy that Nest has: the package comes in two formats.
const { graphql } = require('graphql') as typeof GraphQL;

const apps: { close(): Promise<void> }[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const app of apps.splice(0)) {
    await app.close();
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

const heard: (() => void)[] = [];

@Controller()
class OrdersController {
  @MessagePattern('orders.find')
  find(id: string): string {
    if (id === 'none') {
      throw new RangeError();
    }
    return id;
  }

  @MessagePattern({ cmd: 'list', area: { to: 1, from: 0 } })
  list(): Observable<number> {
    return of(1, 2, 3);
  }

  @MessagePattern(['orders.one', 'orders.two'])
  several(): string {
    return 'several';
  }

  @SkipStats()
  @MessagePattern('orders.skipped')
  skipped(): string {
    return 'skipped';
  }

  @EventPattern('orders.placed')
  placed(_order: unknown): void {
    heard.splice(0).forEach((tell) => tell());
  }
}

describe('messages of a microservice', () => {
  it('are recorded by their pattern', async () => {
    const port = await freePort();
    const shop = new StatsApp();
    const module = await Test.createTestingModule({
      imports: [shop.stats],
      controllers: [OrdersController],
    }).compile();
    const service: INestMicroservice = module.createNestMicroservice({
      transport: Transport.TCP,
      options: { host: '127.0.0.1', port },
      logger: false,
    });
    apps.push(service);
    await service.listen();
    const client = ClientProxyFactory.create({ transport: Transport.TCP, options: { host: '127.0.0.1', port } });
    apps.push({ close: async () => client.close() });

    expect(await firstValueFrom(client.send('orders.find', '7'))).toBe('7');
    await expect(firstValueFrom(client.send('orders.find', 'none'))).rejects.toBeDefined();
    expect(await lastValueFrom(client.send({ area: { from: 0, to: 1 }, cmd: 'list' }, {}).pipe(toArray()))).toEqual([
      1, 2, 3,
    ]);
    expect(await firstValueFrom(client.send('orders.two', {}))).toBe('several');
    expect(await firstValueFrom(client.send('orders.skipped', {}))).toBe('skipped');
    const isHeard = new Promise<void>((resolve) => heard.push(resolve));
    await firstValueFrom(client.emit('orders.placed', {}), { defaultValue: undefined });
    await isHeard;
    // An event is not answered, so nothing tells when its handler is over.
    const lines: string[] = [];
    await expect
      .poll(
        async () => {
          lines.push(...(await shop.lines(service as unknown as INestApplication)));
          return lines.map((line) => line.split('#')[1] ?? '').sort((a, b) => (a < b ? -1 : 1));
        },
        { interval: 5 },
      )
      .toEqual([
        'pattern:orders.find,outcome:failure,error:RangeError',
        'pattern:orders.find,outcome:success',
        'pattern:orders.placed,outcome:success',
        'pattern:orders.two,outcome:success',
        'pattern:{"area":{"from":0_"to":1}_"cmd":"list"},outcome:success',
      ]);
  });
});

describe('a hybrid application', () => {
  async function startHybrid(controller: Type, inheritAppConfig: boolean) {
    const port = await freePort();
    const shop = new StatsApp();
    const module = await Test.createTestingModule({ imports: [shop.stats], controllers: [controller] }).compile();
    const app = module.createNestApplication({ logger: ['warn'] });
    apps.push(app);
    app.connectMicroservice({ transport: Transport.TCP, options: { host: '127.0.0.1', port } }, { inheritAppConfig });
    await app.startAllMicroservices();
    await app.listen(0, '127.0.0.1');
    const client = ClientProxyFactory.create({ transport: Transport.TCP, options: { host: '127.0.0.1', port } });
    apps.push({ close: async () => client.close() });
    expect(await firstValueFrom(client.send('orders.two', {}))).toBe('several');
    return (await shop.lines(app)).filter((line) => line.startsWith('rpc'));
  }

  const RECORDED = ['rpc.server.call.duration:<ms>|ms|#pattern:orders.two,outcome:success'];

  @UseInterceptors(StatsInterceptor)
  @Controller()
  class InterceptedController extends OrdersController {}

  it('records messages where the microservice shares its configuration, without a warning', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    expect(await startHybrid(OrdersController, true)).toEqual(RECORDED);
    expect(warn).not.toHaveBeenCalled();
  });

  it('warns of controllers whose messages it cannot record', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    expect(await startHybrid(OrdersController, false)).toEqual([]);
    expect(warn.mock.calls).toEqual([
      [
        'Messages of OrdersController are not recorded: a connected microservice has no global interceptors. ' +
          'Give connectMicroservice() the option inheritAppConfig: true, or the classes @UseInterceptors(StatsInterceptor).',
      ],
    ]);
  });

  it('records messages of controllers with an interceptor of their own, once', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    expect(await startHybrid(InterceptedController, false)).toEqual(RECORDED);
    expect(await startHybrid(InterceptedController, true)).toEqual(RECORDED);
    expect(warn).not.toHaveBeenCalled();
  });
});

@WebSocketGateway()
class ChatGateway {
  @SubscribeMessage('say')
  say(): { event: string; data: string } {
    return { event: 'said', data: 'hello' };
  }

  @SubscribeMessage('fail')
  fail(): never {
    throw new RangeError();
  }
}

@UseInterceptors(StatsInterceptor)
@WebSocketGateway()
class InterceptedGateway extends ChatGateway {}

describe('messages of gateways', () => {
  const clients = {
    ws: async (port: number, events: string[]) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`);
      await once(socket, 'open');
      for (const event of events) {
        socket.send(JSON.stringify({ event, data: {} }));
        await once(socket, 'message');
      }
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
    'socket.io': async (port: number, events: string[]) => {
      const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
      await new Promise<void>((resolve) => socket.on('connect', resolve));
      for (const event of events) {
        const answer = new Promise((resolve) => {
          socket.once('said', resolve);
          socket.once('exception', resolve);
        });
        socket.emit(event, {});
        await answer;
      }
      socket.close();
    },
  };

  it.each<[keyof typeof clients, string, Type]>([
    ['ws', 'the global interceptor', ChatGateway],
    ['ws', 'an interceptor of its own as well', InterceptedGateway],
    ['socket.io', 'the global interceptor', ChatGateway],
  ])('on %s are recorded by their event, with %s', async (kind, _, gateway) => {
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({ providers: [gateway] }, undefined, (nest) =>
      nest.useWebSocketAdapter(kind === 'ws' ? new WsAdapter(nest) : new IoAdapter(nest)),
    );
    apps.push(app);
    await app.listen(0, '127.0.0.1');
    await clients[kind]((app.getHttpServer().address() as AddressInfo).port, ['say', 'fail', 'say']);
    await shop
      .lines(app)
      .then((lines) =>
        expect(lines.map((line) => line.replace(/^(.*)\|ms/, 'ws').split('#')[1])).toEqual([
          'event:fail,outcome:failure,error:RangeError',
          'event:say,outcome:success',
        ]),
      );
  });
});

describe('operations of GraphQL', () => {
  @ObjectType()
  class Order {
    @Field()
    id!: string;
  }

  @Resolver(() => Order)
  class OrdersResolver {
    @Query(() => Order)
    order(@Args('id') id: string): Order {
      if (id === 'none') {
        throw new RangeError();
      }
      return { id };
    }

    @Mutation(() => Boolean)
    place(): boolean {
      return true;
    }

    @ResolveField(() => String)
    label(@Parent() order: Order): string {
      return `order ${order.id}`;
    }
  }

  @Injectable()
  class NoServerDriver extends AbstractGraphQLDriver {
    start(): Promise<void> {
      return Promise.resolve();
    }
    stop(): Promise<void> {
      return Promise.resolve();
    }
  }

  it('are recorded by their root fields', async () => {
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({
      imports: [
        GraphQLModule.forRoot({
          driver: NoServerDriver,
          autoSchemaFile: true,
          fieldResolverEnhancers: ['interceptors'],
        }),
      ],
      providers: [OrdersResolver],
    });
    apps.push(app);
    const { schema } = app.get(GraphQLSchemaHost);
    const ask = (source: string) => graphql({ schema, source, contextValue: {} });
    expect((await ask('{ a: order(id: "7") { id label } order(id: "8") { id } }')).errors).toBeUndefined();
    expect((await ask('{ order(id: "none") { id } }')).errors).toHaveLength(1);
    expect((await ask('mutation { place }')).errors).toBeUndefined();
    const lines = await shop.lines(app);
    expect(lines.map((line) => line.replace(/\|ms/, ' ').split('#')[1])).toEqual([
      'type:mutation,field:place,outcome:success',
      'type:query,field:order,outcome:failure,error:RangeError',
      'type:query,field:order,outcome:success',
    ]);
    expect(lines.every((line) => line.startsWith('graphql.server.operation.duration'))).toBe(true);
  });
});

describe('other contexts', () => {
  it('pass through untouched', async () => {
    const shop = new StatsApp({ requests: false });
    const app = await shop.start();
    apps.push(app);
    const interceptor = await app.resolve(StatsInterceptor).catch(() => undefined);
    const context = new ExecutionContextHost([], class {}, () => {});
    context.setType('necord');
    const handled = of('as it is');
    const handler: CallHandler = { handle: () => handled };
    expect((interceptor ?? new StatsInterceptor()).intercept(context as ExecutionContext, handler)).toBe(handled);
    expect(await shop.lines(app)).toEqual([]);
  });
});
