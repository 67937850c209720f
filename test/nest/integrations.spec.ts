import 'reflect-metadata';
import { Body, Controller, type INestApplication, Injectable, Param, Post } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { Cron, CronExpression, Interval, ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { ApiOkResponse, ApiProperty, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { afterEach, describe, expect, it } from 'vitest';
import { Counted } from '../../lib/nest/decorators/counted.decorator';
import { InFlight } from '../../lib/nest/decorators/in-flight.decorator';
import { Timed } from '../../lib/nest/decorators/timed.decorator';
import { StatsApp } from '../support/stats-app';

const apps: INestApplication[] = [];

afterEach(async () => {
  for (const app of apps.splice(0)) {
    await app.close();
  }
});

describe('methods that other packages of Nest call', () => {
  it('are recorded: jobs of a schedule', async () => {
    @Injectable()
    class Jobs {
      @Counted()
      @Cron(CronExpression.EVERY_YEAR, { name: 'above' })
      above(): void {}

      @Cron(CronExpression.EVERY_YEAR, { name: 'below' })
      @Counted()
      below(): void {}

      @Counted()
      @Interval(1)
      async often(): Promise<void> {
        heard.splice(0).forEach((tell) => tell());
      }
    }
    const heard: (() => void)[] = [];
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({ imports: [ScheduleModule.forRoot()], providers: [Jobs] });
    apps.push(app);
    await new Promise<void>((resolve) => heard.push(resolve));
    const registry = app.get(SchedulerRegistry);
    for (const name of ['above', 'below']) {
      await registry.getCronJob(name).fireOnTick();
    }
    expect((await shop.lines(app)).map((line) => line.replace(/:\d+\|c/, ''))).toEqual([
      'method.counted|#class:Jobs,method:above,outcome:success',
      'method.counted|#class:Jobs,method:below,outcome:success',
      'method.counted|#class:Jobs,method:often,outcome:success',
    ]);
  });

  it('are recorded: listeners of events', async () => {
    @Injectable()
    class Listeners {
      readonly heard: string[] = [];

      @OnEvent('order.placed')
      @Timed()
      placed(id: string): void {
        this.heard.push(id);
      }

      @Counted()
      @OnEvent('order.*')
      any(id: string): void {
        this.heard.push(id);
      }
    }
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({
      imports: [EventEmitterModule.forRoot({ wildcard: true })],
      providers: [Listeners],
    });
    apps.push(app);
    await app.get(EventEmitter2).emitAsync('order.placed', '7');
    expect(app.get(Listeners).heard).toEqual(['7', '7']);
    expect(await shop.lines(app)).toEqual([
      'method.counted:1|c|#class:Listeners,method:any,outcome:success',
      'method.timed:<ms>|ms|#class:Listeners,method:placed,outcome:success',
    ]);
  });

  it('are recorded: processors whose method a library calls by its name', async () => {
    abstract class WorkerHost {
      abstract process(job: { id: string }): Promise<string>;
    }
    @Injectable()
    @Timed()
    class Mails extends WorkerHost {
      async process(job: { id: string }): Promise<string> {
        return `sent ${job.id}`;
      }
    }
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({ providers: [Mails] });
    apps.push(app);
    const worker: WorkerHost = app.get(Mails);
    // As a library does it: it takes the method once and calls it for every job.
    const work = worker.process.bind(worker);
    expect([await work({ id: '1' }), await work({ id: '2' })]).toEqual(['sent 1', 'sent 2']);
    expect(await shop.lines(app)).toEqual(['method.timed:<ms>|ms|#class:Mails,method:process,outcome:success']);
  });
});

describe('the documentation of Swagger', () => {
  class Order {
    @ApiProperty()
    amount!: number;
  }

  const document = async (controller: new () => object) => {
    const shop = new StatsApp({ requests: false });
    const app = await shop.start({ controllers: [controller] });
    apps.push(app);
    return SwaggerModule.createDocument(app, new DocumentBuilder().build()).paths;
  };

  it('is the same with the decorators as without, above and below', async () => {
    @Controller('orders')
    class OrdersController {
      @Post('plain/:id')
      @ApiOkResponse({ type: Order })
      plain(@Param('id') _id: string, @Body() _order: Order): Order {
        return new Order();
      }

      @Timed()
      @Counted()
      @InFlight()
      @Post('above/:id')
      @ApiOkResponse({ type: Order })
      above(@Param('id') _id: string, @Body() _order: Order): Order {
        return new Order();
      }

      @Post('below/:id')
      @ApiOkResponse({ type: Order })
      @Timed()
      @Counted()
      @InFlight()
      below(@Param('id') _id: string, @Body() _order: Order): Order {
        return new Order();
      }
    }
    const paths = await document(OrdersController);
    const [plain, ...others] = ['plain', 'above', 'below'].map((name) =>
      JSON.stringify(paths[`/orders/${name}/{id}`]).replaceAll(name, 'name'),
    );
    expect(plain).toContain('#/components/schemas/Order');
    expect(plain).toContain('"in":"path"');
    expect(others).toEqual([plain, plain]);
  });
});
