import 'reflect-metadata';
import {
  Controller,
  Get,
  type INestApplication,
  Injectable,
  Logger,
  type OnModuleInit,
  Param,
  type Provider,
  Scope,
  SetMetadata,
  type Type,
} from '@nestjs/common';
import { ContextIdFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Readable } from 'node:stream';
import { type Observable, Subject, lastValueFrom, of, throwError } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Counted } from '../../lib/nest/decorators/counted.decorator';
import { InFlight } from '../../lib/nest/decorators/in-flight.decorator';
import { SkipStats } from '../../lib/nest/decorators/skip-stats.decorator';
import { Timed } from '../../lib/nest/decorators/timed.decorator';
import { StatsModule } from '../../lib/nest/stats.module';
import type { StatsOptions, StatsOptionsFactory } from '../../lib/nest/stats-module-options';
import { StatsService } from '../../lib/nest/stats.service';
import { MemoryTransport } from '../../lib/transports/memory-transport';
import { StatsApp } from '../support/stats-app';

class OutOfStockError extends Error {}

const open: INestApplication[] = [];

/** An application with `providers`, without request metrics. */
async function start(...providers: Provider[]): Promise<{ app: INestApplication; lines: () => Promise<string[]> }> {
  const shop = new StatsApp({ requests: false });
  const app = await shop.start({ providers });
  open.push(app);
  return { app, lines: () => shop.lines(app) };
}

async function startWith<T>(type: Type<T>): Promise<{ self: T; lines: () => Promise<string[]> }> {
  const { app, lines } = await start(type);
  return { self: app.get(type), lines };
}

afterEach(async () => {
  for (const app of open.splice(0)) {
    await app.close();
  }
});

describe('what a method returns', () => {
  @Injectable()
  class Shop {
    @Timed()
    plain(): number {
      return 1;
    }
    @Timed()
    broken(): never {
      throw new OutOfStockError();
    }
    @Timed()
    odd(): never {
      // oxlint-disable-next-line typescript/only-throw-error
      throw 'a string';
    }
    @Timed()
    async later(): Promise<number> {
      return 2;
    }
    @Timed()
    async rejected(): Promise<never> {
      throw new TypeError();
    }
    @Timed()
    observable(): Observable<number> {
      return of(3);
    }
    @Timed()
    failing(): Observable<never> {
      return throwError(() => new OutOfStockError());
    }
    @Timed()
    *generator(): Generator<number> {
      yield 4;
    }
    @Timed()
    async *asyncGenerator(): AsyncGenerator<number> {
      yield 5;
    }
    @Timed()
    stream(): Readable {
      return Readable.from(['6']);
    }
  }

  const success = (method: string) => `method.timed:<ms>|ms|#class:Shop,method:${method},outcome:success`;
  const failure = (method: string, error: string) =>
    `method.timed:<ms>|ms|#class:Shop,method:${method},outcome:failure,error:${error}`;

  it.each<[keyof Shop, (shop: Shop) => unknown, string]>([
    ['plain', (shop) => expect(shop.plain()).toBe(1), success('plain')],
    ['broken', (shop) => expect(() => shop.broken()).toThrow(OutOfStockError), failure('broken', 'OutOfStockError')],
    ['odd', (shop) => expect(() => shop.odd()).toThrow('a string'), failure('odd', 'string')],
    ['later', (shop) => expect(shop.later()).resolves.toBe(2), success('later')],
    ['rejected', (shop) => expect(shop.rejected()).rejects.toThrow(TypeError), failure('rejected', 'TypeError')],
    ['observable', (shop) => expect(lastValueFrom(shop.observable())).resolves.toBe(3), success('observable')],
    [
      'failing',
      (shop) => expect(lastValueFrom(shop.failing())).rejects.toThrow(OutOfStockError),
      failure('failing', 'OutOfStockError'),
    ],
    ['generator', (shop) => expect([...shop.generator()]).toEqual([4]), success('generator')],
    [
      'asyncGenerator',
      async (shop) => {
        for await (const value of shop.asyncGenerator()) {
          expect(value).toBe(5);
        }
      },
      success('asyncGenerator'),
    ],
    ['stream', (shop) => expect(shop.stream().toArray()).resolves.toEqual(['6']), success('stream')],
  ])('is recorded when it is over: %s', async (_, call, line) => {
    const { self, lines } = await startWith(Shop);
    await call(self);
    expect(await lines()).toEqual([line]);
  });
});

describe('options', () => {
  it('name the metric, and keep its tags', async () => {
    @Injectable()
    class Shop {
      @Timed('shop.placed')
      place(): void {}
      @Counted({ name: 'shop.counted' })
      count(): void {}
      @InFlight('shop.open')
      open(): void {}
    }
    const { self, lines } = await startWith(Shop);
    self.place();
    self.count();
    self.open();
    expect(await lines()).toEqual([
      'shop.counted:1|c|#class:Shop,method:count,outcome:success',
      'shop.open:0|g|#class:Shop,method:open',
      'shop.placed:<ms>|ms|#class:Shop,method:place,outcome:success',
    ]);
  });

  it('add tags, which replace those there are', async () => {
    @Injectable()
    class Shop {
      @Counted({ tags: { tier: 'gold', class: 'Store', method: undefined } })
      steady(isFine: boolean): void {
        if (!isFine) {
          throw new OutOfStockError();
        }
      }
      @Counted({
        tags: ({ args, self, result, error }) => ({
          sku: String(args[0]),
          shop: (self as Shop).city,
          result: result as string,
          broke: error instanceof Error,
        }),
      })
      async changing(sku: string): Promise<string> {
        if (sku === 'none') {
          throw new OutOfStockError();
        }
        return 'done';
      }
      city = 'Bern';
    }
    const { self, lines } = await startWith(Shop);
    self.steady(true);
    expect(() => self.steady(false)).toThrow(OutOfStockError);
    await self.changing('42');
    await expect(self.changing('none')).rejects.toThrow(OutOfStockError);
    expect(await lines()).toEqual([
      'method.counted:1|c|#class:Shop,method:changing,outcome:failure,error:OutOfStockError,sku:none,shop:Bern,broke:true',
      'method.counted:1|c|#class:Shop,method:changing,outcome:success,sku:42,shop:Bern,result:done,broke:false',
      'method.counted:1|c|#class:Store,outcome:failure,error:OutOfStockError,tier:gold',
      'method.counted:1|c|#class:Store,outcome:success,tier:gold',
    ]);
  });

  it('may have a tag function that throws: it costs its tags', async () => {
    @Injectable()
    class Shop {
      @Counted({
        tags: () => {
          throw new Error('no tags today');
        },
      })
      place(): string {
        return 'placed';
      }
    }
    const { self, lines } = await startWith(Shop);
    expect(self.place()).toBe('placed');
    expect(await lines()).toEqual(['method.counted:1|c|#class:Shop,method:place,outcome:success']);
  });

  it('choose by the outcome', async () => {
    @Injectable()
    class Shop {
      @Counted({ name: 'all' })
      @Counted({ name: 'good', when: 'success' })
      @Counted({ name: 'bad', when: 'failure' })
      @Counted({ name: 'bad_tagged', when: 'failure', tags: () => ({ a: 1 }) })
      place(isFine: boolean): void {
        if (!isFine) {
          throw new OutOfStockError();
        }
      }
    }
    const { self, lines } = await startWith(Shop);
    self.place(true);
    expect(() => self.place(false)).toThrow(OutOfStockError);
    expect((await lines()).map((line) => line.split('|#class:Shop,method:place,'))).toEqual([
      ['all:1|c', 'outcome:failure,error:OutOfStockError'],
      ['all:1|c', 'outcome:success'],
      ['bad:1|c', 'outcome:failure,error:OutOfStockError'],
      ['bad_tagged:1|c', 'outcome:failure,error:OutOfStockError,a:1'],
      ['good:1|c', 'outcome:success'],
    ]);
  });

  it('keep a share of the calls', async () => {
    @Injectable()
    class Shop {
      @Counted({ rate: 0 })
      never(): void {}
      @Counted({ rate: 1 })
      always(): void {}
    }
    const { self, lines } = await startWith(Shop);
    self.never();
    self.always();
    expect(await lines()).toEqual(['method.counted:1|c|#class:Shop,method:always,outcome:success']);
  });

  it('choose the client', async () => {
    @Injectable()
    class Shop {
      @Counted({ client: 'audit' })
      @Timed()
      place(): void {}
      @Counted({ client: 'nobody' })
      lost(): string {
        return 'runs';
      }
    }
    const audit = new MemoryTransport();
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({
      imports: [StatsModule.forRoot({ name: 'audit', transport: audit })],
      providers: [Shop],
    });
    app.get(Shop).place();
    expect(app.get(Shop).lost()).toBe('runs');
    expect(await shop.lines(app)).toEqual(['method.timed:<ms>|ms|#class:Shop,method:place,outcome:success']);
    await app.close();
    expect(audit.lines()).toHaveLength(1);
    expect(audit.lines()[0]).toContain('method.counted');
  });
});

describe('where methods are', () => {
  it('in providers of every scope', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest {
      @Counted()
      work(): void {}
    }
    @Injectable({ scope: Scope.TRANSIENT })
    class Transient {
      @Counted()
      work(): void {}
    }
    @Injectable({ scope: Scope.REQUEST, durable: true })
    class Durable {
      @Counted()
      work(): void {}
    }
    const { app, lines } = await start(PerRequest, Transient, Durable);
    for (let request = 0; request < 3; request += 1) {
      const id = ContextIdFactory.create();
      (await app.resolve(PerRequest, id)).work();
      (await app.resolve(Transient, id)).work();
      (await app.resolve(Durable, id)).work();
    }
    expect(await lines()).toEqual([
      'method.counted:3|c|#class:Durable,method:work,outcome:success',
      'method.counted:3|c|#class:PerRequest,method:work,outcome:success',
      'method.counted:3|c|#class:Transient,method:work,outcome:success',
    ]);
  });

  it('in base classes, with a symbol for a name, and overridden', async () => {
    const secret = Symbol('secret');
    abstract class Base {
      @Counted()
      inherited(): string {
        return this.name();
      }
      @Counted()
      overridden(): string {
        return 'base';
      }
      abstract name(): string;
    }
    @Injectable()
    class Heir extends Base {
      name(): string {
        return 'heir';
      }
      override overridden(): string {
        return 'heir';
      }
      @Counted()
      [secret](): void {}
    }
    @Injectable()
    class OtherHeir extends Heir {}
    const { app, lines } = await start(Heir, OtherHeir);
    expect(app.get(Heir).inherited()).toBe('heir');
    expect(app.get(Heir).overridden()).toBe('heir');
    app.get(Heir)[secret]();
    app.get(OtherHeir).inherited();
    expect(await lines()).toEqual([
      'method.counted:1|c|#class:Heir,method:inherited,outcome:success',
      'method.counted:1|c|#class:Heir,method:secret,outcome:success',
      'method.counted:1|c|#class:OtherHeir,method:inherited,outcome:success',
    ]);
  });

  it('in controllers, above and below the decorators of Nest', async () => {
    @Controller()
    class Cats {
      @Timed()
      @Get('above/:id')
      above(@Param('id') id: string): string {
        return id;
      }
      @Get('below/:id')
      @Timed()
      below(@Param('id') id: string): string {
        return id;
      }
    }
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({ controllers: [Cats] });
    open.push(app);
    await app.listen(0, '127.0.0.1');
    for (const path of ['above/7', 'below/8']) {
      const response = await fetch(`${await app.getUrl()}/${path}`);
      expect(await response.text()).toBe(path.slice(-1));
    }
    expect(await shop.lines(app)).toEqual([
      'method.timed:<ms>|ms|#class:Cats,method:above,outcome:success',
      'method.timed:<ms>|ms|#class:Cats,method:below,outcome:success',
    ]);
  });

  it('in instances that Nest holds but did not construct', async () => {
    class Cart {
      @Counted()
      add(): void {}
    }
    const { app, lines } = await start(
      { provide: 'made', useFactory: () => new Cart() },
      { provide: 'made later', useFactory: async () => new Cart() },
      { provide: 'given', useValue: new Cart() },
      { provide: 'alias', useExisting: 'given' },
    );
    for (const token of ['made', 'made later', 'given']) {
      app.get<Cart>(token).add();
    }
    expect(await lines()).toEqual(['method.counted:3|c|#class:Cart,method:add,outcome:success']);
  });

  it('in such instances that take no client: one warning names their classes', async () => {
    class Frozen {
      @Counted()
      add(): string {
        return 'added';
      }
    }
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const { app } = await start({ provide: 'frozen', useValue: Object.freeze(new Frozen()) });
    expect(app.get<Frozen>('frozen').add()).toBe('added');
    expect(warn.mock.calls).toEqual([
      ['Nothing is recorded of Frozen: Nest did not construct these instances, and they take no properties.'],
    ]);
    warn.mockRestore();
  });

  it('in a value that a second application holds after the first has ended', async () => {
    class Cart {
      @Counted()
      add(): void {}
    }
    const cart = new Cart();
    const first = await start({ provide: 'cart', useValue: cart });
    await first.app.close();
    const second = await start({ provide: 'cart', useValue: cart });
    cart.add();
    expect(await second.lines()).toEqual(['method.counted:1|c|#class:Cart,method:add,outcome:success']);
  });

  it('outside an application, where they simply run', async () => {
    @Injectable()
    @InFlight()
    class Cart {
      @Timed()
      add(): string {
        return 'added';
      }
    }
    expect(new Cart().add()).toBe('added');
    expect(Reflect.apply(new Cart().add, undefined, [])).toBe('added');
    const module = await Test.createTestingModule({ providers: [Cart] }).compile();
    expect(module.get(Cart).add()).toBe('added');
    const mocked = await Test.createTestingModule({
      providers: [Cart, { provide: StatsService, useValue: { incr: vi.fn<() => void>() } }],
    }).compile();
    expect(mocked.get(Cart).add()).toBe('added');
  });

  it('in applications side by side, each for itself', async () => {
    @Injectable()
    class Cart {
      @Counted()
      add(): void {}
    }
    const [one, two] = [await start(Cart), await start(Cart)];
    one.app.get(Cart).add();
    two.app.get(Cart).add();
    two.app.get(Cart).add();
    expect(await one.lines()).toEqual(['method.counted:1|c|#class:Cart,method:add,outcome:success']);
    expect(await two.lines()).toEqual(['method.counted:2|c|#class:Cart,method:add,outcome:success']);
  });

  it('in classes that make the options of the client, which does not hang the start', async () => {
    const transport = new MemoryTransport();
    @Injectable()
    class Settings implements StatsOptionsFactory {
      @Counted()
      createStatsOptions(): StatsOptions {
        return { transport, dialect: 'datadog' };
      }
    }
    const module = await Test.createTestingModule({
      imports: [StatsModule.forRootAsync({ useClass: Settings })],
    }).compile();
    module.get(Settings).createStatsOptions();
    await module.get(StatsService).close();
    expect(transport.lines()).toEqual(['method.counted:1|c|#class:Settings,method:createStatsOptions,outcome:success']);
  });

  it('in tests that provide a client themselves', async () => {
    const transport = new MemoryTransport();
    @Injectable()
    class Cart {
      @Counted()
      add(): void {}
    }
    const stats = new StatsService({ transport, dialect: 'datadog' });
    const module = await Test.createTestingModule({
      providers: [Cart, { provide: StatsService, useValue: stats }],
    }).compile();
    module.get(Cart).add();
    await stats.close();
    expect(transport.lines()).toEqual(['method.counted:1|c|#class:Cart,method:add,outcome:success']);
  });

  it('but not where they belong to no instance', () => {
    expect(() => {
      class Cart {
        @Timed()
        static add(): void {}
        own(): void {}
      }
      return Cart;
    }).toThrow(
      '@Timed() stands on Cart.add, a static method, which belongs to no instance that Nest gives a client to.',
    );
    expect(() => {
      class Cart {
        // @ts-expect-error -- a decorator of methods and classes
        @Counted()
        add = (): void => {};
      }
      return Cart;
    }).toThrow('@Counted() stands on Cart.add, a property: only methods can be recorded.');
  });
});

describe('on a class', () => {
  class Base {
    inherited(): void {}
  }

  @Counted()
  @Injectable()
  class Shop extends Base implements OnModuleInit {
    static create(): Shop {
      return new Shop();
    }
    readonly arrow = (): void => {};
    get accessor(): () => void {
      return () => {};
    }
    onModuleInit(): void {}
    own(): void {}
    @Counted('replaced')
    @Timed()
    marked(): void {}
    @SkipStats()
    skipped(): void {}
    async fails(): Promise<never> {
      throw new OutOfStockError();
    }
  }

  it('they cover its methods and the inherited ones', async () => {
    const { self, lines } = await startWith(Shop);
    self.inherited();
    self.own();
    self.marked();
    self.skipped();
    self.arrow();
    self.accessor();
    Shop.create();
    await expect(self.fails()).rejects.toThrow(OutOfStockError);
    expect(await lines()).toEqual([
      'method.counted:1|c|#class:Shop,method:fails,outcome:failure,error:OutOfStockError',
      'method.counted:1|c|#class:Shop,method:inherited,outcome:success',
      'method.counted:1|c|#class:Shop,method:own,outcome:success',
      'method.timed:<ms>|ms|#class:Shop,method:marked,outcome:success',
      'replaced:1|c|#class:Shop,method:marked,outcome:success',
    ]);
  });

  it('leave the base class as it is', async () => {
    const { app, lines } = await start(Shop, Base);
    app.get(Base).inherited();
    expect(await lines()).toEqual([]);
  });

  it('take the place of those on the base class', async () => {
    @Counted('heir')
    @Injectable()
    class Heir extends Shop {}
    const { self, lines } = await startWith(Heir);
    self.inherited();
    self.marked();
    expect(await lines()).toEqual([
      'heir:1|c|#class:Heir,method:inherited,outcome:success',
      'method.timed:<ms>|ms|#class:Heir,method:marked,outcome:success',
      'replaced:1|c|#class:Heir,method:marked,outcome:success',
    ]);
  });

  it('are left out by @SkipStats on an heir', async () => {
    @SkipStats()
    @Injectable()
    class Heir extends Shop {}
    const { self, lines } = await startWith(Heir);
    self.inherited();
    self.marked();
    expect(await lines()).toEqual([
      'method.timed:<ms>|ms|#class:Heir,method:marked,outcome:success',
      'replaced:1|c|#class:Heir,method:marked,outcome:success',
    ]);
  });
});

describe('the function', () => {
  const Colour = (colour: string) => SetMetadata('colour', colour);

  class Shop {
    @Colour('red')
    @Timed()
    @Colour('never seen')
    @Counted()
    @SetMetadata('below', true)
    async place(_sku: string, _count: number): Promise<void> {}
  }

  it('keeps its name, its length, its kind and the metadata of decorators above and below', () => {
    const { place } = Shop.prototype;
    expect(place.name).toBe('place');
    expect(place).toHaveLength(2);
    expect(Object.prototype.toString.call(place)).toBe('[object AsyncFunction]');
    expect(Reflect.getMetadata('colour', place)).toBe('red');
    expect(Reflect.getMetadata('below', place)).toBe(true);
    expect(Reflect.getMetadata('design:paramtypes', Shop.prototype, 'place')).toEqual([String, Number]);
  });

  it('is one wrapper for all decorators', async () => {
    const { self, lines } = await startWith(Shop);
    const placing = self.place('1', 2);
    expect(placing).toBeInstanceOf(Promise);
    await placing;
    expect(await lines()).toEqual([
      'method.counted:1|c|#class:Shop,method:place,outcome:success',
      'method.timed:<ms>|ms|#class:Shop,method:place,outcome:success',
    ]);
  });

  it('leaves no visible trace on the instance', async () => {
    const { self } = await startWith(Shop);
    expect(Object.keys(self)).toEqual([]);
    expect(self).toEqual(new Shop());
    expect(JSON.stringify(self)).toBe('{}');
  });
});

describe('@InFlight', () => {
  it('tells how many calls are under way at the flush', async () => {
    const done = new Subject<void>();
    @Injectable()
    class Shop {
      @InFlight()
      wait(): Promise<void> {
        return lastValueFrom(done);
      }
      @InFlight()
      *lazy(): Generator<number> {
        yield 1;
      }
      @InFlight({ name: 'lazy_tagged', tags: ({ args }) => ({ sku: String(args[0]) }) })
      *lazyFor(_sku: string): Generator<number> {
        yield 1;
      }
      @InFlight({ name: 'tagged', tags: ({ args }) => ({ sku: String(args[0]) }) })
      waitFor(_sku: string): Promise<void> {
        return lastValueFrom(done);
      }
    }
    const { self, lines } = await startWith(Shop);
    const waiting = [self.wait(), self.wait(), self.waitFor('a'), self.waitFor('b'), self.waitFor('b')];
    const generator = self.lazy();
    const tagged = self.lazyFor('c');
    self.lazy();
    expect(await lines()).toEqual([
      'lazy_tagged:0|g|#class:Shop,method:lazyFor,sku:c',
      'method.in_flight:0|g|#class:Shop,method:lazy',
      'method.in_flight:2|g|#class:Shop,method:wait',
      'tagged:1|g|#class:Shop,method:waitFor,sku:a',
      'tagged:2|g|#class:Shop,method:waitFor,sku:b',
    ]);
    generator.next();
    tagged.next();
    done.next();
    done.complete();
    await Promise.all(waiting);
    expect(await lines()).toEqual([
      'lazy_tagged:1|g|#class:Shop,method:lazyFor,sku:c',
      'method.in_flight:0|g|#class:Shop,method:wait',
      'method.in_flight:1|g|#class:Shop,method:lazy',
      'tagged:0|g|#class:Shop,method:waitFor,sku:a',
      'tagged:0|g|#class:Shop,method:waitFor,sku:b',
    ]);
    generator.return(undefined);
    tagged.return(undefined);
    expect(await lines()).toEqual([
      'lazy_tagged:0|g|#class:Shop,method:lazyFor,sku:c',
      'method.in_flight:0|g|#class:Shop,method:lazy',
      'method.in_flight:0|g|#class:Shop,method:wait',
    ]);
  });
});
