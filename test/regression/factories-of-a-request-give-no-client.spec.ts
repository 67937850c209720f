import 'reflect-metadata';
import { type INestApplication, Injectable, Inject, Logger, type Provider, Scope } from '@nestjs/common';
import { ContextIdFactory } from '@nestjs/core';
import { afterEach, expect, it, vi } from 'vitest';
import { Counted } from '../../lib/nest/decorators/counted.decorator';
import { StatsApp } from '../support/stats-app';

class Cart {
  @Counted()
  add(): void {}
}

@Injectable()
class Shop {
  constructor(@Inject('transient') readonly cart: Cart) {}
}

const open: INestApplication[] = [];

async function start(...providers: Provider[]): Promise<{ app: INestApplication; lines: () => Promise<string[]> }> {
  const shop = new StatsApp({ requests: false });
  const app = await shop.start({ providers });
  open.push(app);
  return { app, lines: () => shop.lines(app) };
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const app of open.splice(0)) {
    await app.close();
  }
});

it('records instances that a factory makes for each request, for each consumer, and by a promise', async () => {
  const { app, lines } = await start(
    Shop,
    { provide: 'request', scope: Scope.REQUEST, useFactory: () => new Cart() },
    { provide: 'promised', scope: Scope.REQUEST, useFactory: async () => new Cart() },
    { provide: 'transient', scope: Scope.TRANSIENT, useFactory: () => new Cart() },
    { provide: 'by its request', useFactory: () => new Cart(), inject: ['request'] },
  );
  app.get(Shop).cart.add();
  const id = ContextIdFactory.create();
  for (const token of ['request', 'promised', 'transient', 'by its request']) {
    (await app.resolve<Cart>(token, id)).add();
  }
  (await app.resolve<Cart>('request')).add();
  expect(await lines()).toEqual(['method.counted:6|c|#class:Cart,method:add,outcome:success']);
});

it('names the class of such instances that take no client, once', async () => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
  const { app } = await start({
    provide: 'frozen',
    scope: Scope.REQUEST,
    useFactory: () => Object.freeze(new Cart()),
  });
  expect(warn).not.toHaveBeenCalled();
  (await app.resolve<Cart>('frozen')).add();
  (await app.resolve<Cart>('frozen')).add();
  expect(warn.mock.calls).toEqual([
    ['Nothing is recorded of Cart: Nest did not construct these instances, and they take no properties.'],
  ]);
});

it('hands on what such a factory throws', async () => {
  const { app } = await start({
    provide: 'broken',
    scope: Scope.REQUEST,
    useFactory: () => Promise.reject(new RangeError('broken')),
  });
  await expect(app.resolve('broken')).rejects.toThrow(new RangeError('broken'));
});

it('names the class of an instance behind a Proxy that refuses every change', async () => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
  const sealed = new Proxy(new Cart(), {
    defineProperty() {
      throw new TypeError('sealed');
    },
  });
  const { app } = await start({ provide: 'sealed', useValue: sealed });
  app.get<Cart>('sealed').add();
  expect(warn.mock.calls).toEqual([
    ['Nothing is recorded of Cart: Nest did not construct these instances, and they take no properties.'],
  ]);
});
