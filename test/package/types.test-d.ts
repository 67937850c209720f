/**
 * What must compile against the front door and what must not. Read by `npm run typecheck`, never run: a contract that
 * became wider leaves an `@ts-expect-error` without an error, which is one.
 */
import type { NestInterceptor } from '@nestjs/common';
import { Injectable, Module } from '@nestjs/common';
import type {
  Clock,
  Counter,
  DeliveryReport,
  DialectOption,
  DurationLike,
  DurationMeter,
  FlushResult,
  Gauge,
  Histogram,
  MetricOptions,
  Meters,
  Observation,
  Pipeline,
  ServiceCheck,
  Stats,
  StatsClientOptions,
  StatsErrorCode,
  StatsEvent,
  StatsModuleOptions,
  StatsOptionsFactory,
  Tags,
  TagValue,
  Timer,
  Transport,
  TransportOptions,
  UniqueSet,
} from 'nestjs-stats';
import {
  Counted,
  getScopeToken,
  getStatsToken,
  InFlight,
  InjectScope,
  InjectStats,
  MemoryTransport,
  SkipStats,
  StatsClient,
  StatsError,
  StatsInterceptor,
  StatsModule,
  StatsService,
  Timed,
} from 'nestjs-stats';
import { expectTypeOf } from 'vitest';

declare const client: StatsClient;
declare const service: StatsService;

// A client, the service, a scope and a pipeline are all scopes.
expectTypeOf(client).toExtend<Stats>();
expectTypeOf(service).toExtend<Stats>();
expectTypeOf<Pipeline>().toExtend<Stats>();
expectTypeOf(client.scope('db', { host: 'a' })).toEqualTypeOf<Stats>();
expectTypeOf(client.withTags({ host: 'a' })).toEqualTypeOf<Stats>();

// Calls.
client.incr('a');
client.incr('a', 2, { b: 'c', d: 1, e: true, f: null, g: undefined }, { rate: 0.5, timestamp: new Date() });
client.decr('a', 1, {}, { timestamp: 1_700_000_000_000 });
client.gauge('a', -1);
client.gaugeDelta('a', 1);
client.timing('a', 12.5);
client.timing('a', new Date());
client.timing('a', { minutes: 1, milliseconds: 2 } satisfies DurationLike);
client.histogram('a', 1, { b: 'c' });
client.distribution('a', 1);
client.set('a', 'member');
client.set('a', 7);
client.raw('a:1|c');
client.event({ title: 'deployed', alertType: 'success' } satisfies StatsEvent);
client.serviceCheck({ name: 'db', status: 'ok' } satisfies ServiceCheck);
// @ts-expect-error a name is a string
client.incr(1);
// @ts-expect-error the count comes before the tags
client.incr('a', { b: 'c' });
// @ts-expect-error an object is no tag value
client.incr('a', 1, { b: {} });
// @ts-expect-error a gauge has a value
client.gauge('a');
// @ts-expect-error a duration is no text
client.timing('a', '12');
// @ts-expect-error not a word for a status
client.serviceCheck({ name: 'db', status: 'fine' });
// @ts-expect-error an event has a title
client.event({ text: 'deployed' });
// @ts-expect-error recording returns nothing to wait for
void client.incr('a').then;

// `time` and `wrap` return what the function returns.
expectTypeOf(client.time('a', () => 1)).toEqualTypeOf<number>();
expectTypeOf(client.time('a', async () => 'x')).toEqualTypeOf<Promise<string>>();
expectTypeOf(client.timer('a')).toEqualTypeOf<Timer>();
expectTypeOf(
  client
    .timer('a')
    .start()
    .stop({ send: false, tags: { b: 'c' } }).ms,
).toEqualTypeOf<number | undefined>();
expectTypeOf(client.timer('a').wrap((n: number, s: string) => n > s.length)).toEqualTypeOf<
  (n: number, s: string) => boolean
>();
export function disposed(): void {
  using timer = client.timer('a').start();
  using pipe = client.pipeline();
  using observation = client.observe('a', async () => 1);
  expectTypeOf(timer).toEqualTypeOf<Timer>();
  expectTypeOf(pipe).toEqualTypeOf<Pipeline>();
  expectTypeOf(observation).toEqualTypeOf<Observation>();
}

// Pipelines.
expectTypeOf(client.pipeline((pipe) => pipe.incr('a'))).toEqualTypeOf<void>();
expectTypeOf(client.pipeline(async (pipe) => pipe.prefix)).toEqualTypeOf<Promise<string>>();
expectTypeOf(client.pipeline().send()).toEqualTypeOf<void>();

// Bound meters.
expectTypeOf(client.meters).toEqualTypeOf<Meters>();
expectTypeOf(client.meters.counter('a', { b: 'c' })).toEqualTypeOf<Counter>();
expectTypeOf(client.meters.gauge('a')).toEqualTypeOf<Gauge>();
expectTypeOf(client.meters.timer('a')).toEqualTypeOf<DurationMeter>();
expectTypeOf(client.meters.histogram('a')).toEqualTypeOf<Histogram>();
expectTypeOf(client.meters.distribution('a')).toEqualTypeOf<Histogram>();
expectTypeOf(client.meters.set('a')).toEqualTypeOf<UniqueSet>();
client.meters.counter('a').incr();
client.meters.counter('a').decr(2);
client.meters.gauge('a').set(1);
client.meters.gauge('a').add(-1);
client.meters.set('a').add('member');
expectTypeOf(client.meters.timer('a').time(() => 'x')).toEqualTypeOf<string>();
expectTypeOf(client.meters.timer('a').start()).toEqualTypeOf<Timer>();
// @ts-expect-error a counter is not set
client.meters.counter('a').set(1);

// Flushing and closing.
expectTypeOf(client.flush({ timeoutMs: 100 })).toEqualTypeOf<Promise<FlushResult>>();
expectTypeOf(client.close()).toEqualTypeOf<Promise<FlushResult>>();
expectTypeOf<FlushResult>().toExtend<{
  lines: number;
  packets: number;
  bytes: number;
  dropped: number;
  timedOut: boolean;
}>();
expectTypeOf(client.report()).toEqualTypeOf<DeliveryReport>();
expectTypeOf<DeliveryReport['dropped']>().toEqualTypeOf<{
  invalid: number;
  closed: number;
  seriesLimit: number;
  unsupported: number;
  queueFull: number;
  oversize: number;
  transport: number;
}>();
expectTypeOf(client.closed).toEqualTypeOf<boolean>();
expectTypeOf(service.flush()).toEqualTypeOf<Promise<FlushResult>>();
expectTypeOf(service.report()).toEqualTypeOf<DeliveryReport>();

// Options: every key may be undefined, as one read from the environment is.
export const everyOption: StatsClientOptions = {
  enabled: true,
  prefix: process.env.PREFIX,
  tags: { env: process.env.NODE_ENV },
  transport: process.env.STATS_URL,
  dialect: 'statsd',
  aggregate: false,
  flushIntervalMs: 0,
  maxPacketBytes: 512,
  maxSeries: 10,
  maxSamples: Infinity,
  queue: { maxBytes: 1024, overflow: 'drop-newest' },
  shutdownTimeoutMs: 100,
  telemetry: { intervalMs: 1000, prefix: 'own' },
  random: () => 0.5,
  clock: { wall: () => 0, monotonic: () => 0 } satisfies Clock,
  onError: (error) => expectTypeOf(error).toEqualTypeOf<StatsError>(),
};
expectTypeOf<{ dialect: 'datadog' }>().toExtend<StatsClientOptions>();
expectTypeOf<{ name: 'datadog'; tags: false; originDetection: true }>().toExtend<DialectOption>();
expectTypeOf<{
  type: 'udp';
  host: string;
  port: number;
  family: 6;
  connectTimeoutMs: number;
}>().toExtend<TransportOptions>();
expectTypeOf<{ type: 'console' }>().toExtend<TransportOptions>();
expectTypeOf<{ type: 'https'; url: string; secret: string; format: 'lines' }>().toExtend<TransportOptions>();
expectTypeOf<{ type: 'mqueue'; name: string; fallback: string }>().toExtend<TransportOptions>();
expectTypeOf<{ type: 'carrier-pigeon' }>().not.toExtend<TransportOptions>();
expectTypeOf<{ type: 'unix' }>().not.toExtend<TransportOptions>();
export const misspelt: StatsClientOptions = {
  // @ts-expect-error the unit belongs to the name
  flushInterval: 1000,
};
// @ts-expect-error no such dialect
export const unknownDialect: StatsClientOptions = { dialect: 'graphana' };

// One's own transport.
export const own: Transport = {
  name: 'own',
  maxPacketBytes: 1432,
  send: async (packet) => {
    expectTypeOf(packet).toEqualTypeOf<Uint8Array>();
  },
  close: async () => {},
};
expectTypeOf<MemoryTransport>().toExtend<Transport>();
expectTypeOf(new MemoryTransport().lines()).toEqualTypeOf<string[]>();
expectTypeOf(new MemoryTransport().packets).toExtend<readonly Uint8Array[]>();

// Values.
expectTypeOf<TagValue>().toEqualTypeOf<string | number | boolean | null | undefined>();
expectTypeOf<Tags>().toEqualTypeOf<Readonly<Record<string, TagValue>>>();
expectTypeOf<{ rate: number }>().toExtend<MetricOptions>();
expectTypeOf<StatsError>().toExtend<Error>();
expectTypeOf<StatsError['code']>().toEqualTypeOf<StatsErrorCode>();
expectTypeOf<'STATS_INVALID_OPTION'>().toExtend<StatsErrorCode>();

// The module.
expectTypeOf<StatsInterceptor>().toExtend<NestInterceptor>();

class Factory implements StatsOptionsFactory {
  createStatsOptions(): StatsModuleOptions {
    return { prefix: 'app' };
  }
}

@Injectable()
export class Orders {
  constructor(
    readonly stats: StatsService,
    @InjectStats() readonly first: StatsService,
    @InjectStats('audit') readonly audit: Stats,
    @InjectScope('orders') readonly scope: Stats,
    @InjectScope('orders', 'audit') readonly auditScope: Stats,
  ) {}

  @Timed()
  @Counted('orders.placed')
  place(id: string): string {
    return id;
  }

  @Timed({ name: 'orders.find', tags: { source: 'db' }, rate: 0.1, client: 'audit', when: 'success' })
  @Counted({
    tags: ({ args, result, error }) => ({
      args: args.length,
      found: result !== undefined,
      failed: error !== undefined,
    }),
  })
  async find(id: string): Promise<string> {
    return id;
  }

  @InFlight('orders.open')
  @SkipStats()
  open(): void {}

  // @ts-expect-error no such moment
  @Timed({ when: 'never' })
  wrongMoment(): void {}

  // @ts-expect-error a name is a string
  @Timed(7)
  wrongName(): void {}
}

@Timed()
@Counted()
@InFlight()
@SkipStats()
@Injectable()
export class WholeClass {}

@Module({
  imports: [
    StatsModule.forRoot(),
    StatsModule.forRoot({ prefix: 'app', isGlobal: false, name: 'audit', interceptor: false, requests: false }),
    StatsModule.forRoot({ requests: { ignore: ['/health', /^\/internal/], name: 'requests' } }),
    StatsModule.forRootAsync({ useFactory: () => ({ prefix: 'app' }) }),
    StatsModule.forRootAsync({
      inject: [Orders],
      useFactory: async (orders: Orders) => ({ prefix: orders.stats.prefix }),
      isGlobal: true,
      name: 'late',
      interceptor: false,
    }),
    StatsModule.forRootAsync({ useClass: Factory }),
    StatsModule.forRootAsync({ imports: [WholeClass], useExisting: Factory }),
    StatsModule.forFeature('orders', { tags: { team: 'shop' }, name: 'audit' }),
    // @ts-expect-error a scope has a name
    StatsModule.forFeature(),
    // @ts-expect-error a wrong option
    StatsModule.forRoot({ flushInterval: 1000 }),
  ],
  providers: [
    {
      provide: 'x',
      inject: [getStatsToken(), getStatsToken('audit'), getScopeToken('orders', 'audit')],
      useFactory: () => 1,
    },
  ],
})
export class AppModule {}
