import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StatsHealthIndicator } from '../../lib/nest/stats-health-indicator';
import { StatsModule } from '../../lib/nest/stats.module';
import { StatsService } from '../../lib/nest/stats.service';
import { FakeClock } from '../../lib/testing/fake-clock';
import type { Transport } from '../../lib/transports/transport';
import { HeldTransport } from '../support/held-transport';

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly stats: StatsHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check(): Promise<HealthCheckResult> {
    return this.health.check([() => this.stats.isHealthy('metrics', { maxSilenceMs: 10_000 })]);
  }
}

@Module({ imports: [TerminusModule], controllers: [HealthController], providers: [StatsHealthIndicator] })
class HealthModule {}

interface Running {
  readonly clock: FakeClock;
  readonly stats: StatsService;
  readonly indicator: StatsHealthIndicator;
  /** Status and body of the answer to `GET /health`. */
  ask(): Promise<[number, HealthCheckResult]>;
}

async function run(transport: Transport): Promise<Running> {
  const clock = new FakeClock();
  const root = StatsModule.forRoot({
    transport,
    clock,
    requests: false,
    flushIntervalMs: 3_600_000,
    onError: () => {},
  });
  const testing = await Test.createTestingModule({ imports: [root, HealthModule] }).compile();
  const app = testing.createNestApplication({ logger: false });
  onTestFinished(async () => {
    await app.get(StatsService).close({ timeoutMs: 0 });
    await app.close();
  });
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/health`;
  return {
    clock,
    stats: app.get(StatsService),
    indicator: app.get(StatsHealthIndicator, { strict: false }),
    async ask() {
      const response = await fetch(url);
      return [response.status, (await response.json()) as HealthCheckResult];
    },
  };
}

describe('the health of the metrics, as Terminus tells it', () => {
  it('is up where nothing has to be delivered', async () => {
    const { ask, clock } = await run(new HeldTransport());
    clock.advance(3_600_000);
    const metrics = { status: 'up', connected: true, queuedBytes: 0, silentMs: 0 };
    expect(await ask()).toEqual([200, { status: 'ok', info: { metrics }, error: {}, details: { metrics } }]);
  });

  it('is down once nothing was delivered for longer than allowed, and up with the next delivery', async () => {
    const transport = new HeldTransport();
    const { ask, clock, stats } = await run(transport);
    stats.incr('a');
    await stats.flush({ timeoutMs: 0 });
    clock.advance(10_000);
    expect((await ask())[0]).toBe(200);
    clock.advance(1);
    const metrics = { status: 'down', connected: true, queuedBytes: 5, silentMs: 10_001 };
    expect(await ask()).toEqual([503, { status: 'error', info: {}, error: { metrics }, details: { metrics } }]);

    transport.letGo();
    await stats.flush();
    expect(await ask()).toMatchObject([200, { details: { metrics: { status: 'up', queuedBytes: 0, silentMs: 0 } } }]);
  });

  it('is down where every packet is refused for longer than allowed', async () => {
    let refusal: Error | undefined = new Error('no');
    const { ask, clock, stats } = await run({
      name: 'refusing',
      maxPacketBytes: 100,
      connected: false,
      send: () => (refusal === undefined ? Promise.resolve() : Promise.reject(refusal)),
      close: () => Promise.resolve(),
    });
    const beat = async (): Promise<void> => {
      stats.incr('a');
      await stats.flush();
    };
    await beat();
    clock.advance(3_600_000);
    // One refusal, and nothing to deliver since.
    expect((await ask())[0]).toBe(200);
    await beat();
    expect(await ask()).toMatchObject([503, { error: { metrics: { connected: false, silentMs: 3_600_000 } } }]);
    refusal = undefined;
    await beat();
    expect((await ask())[0]).toBe(200);
  });
});

describe('a health indicator without Terminus', () => {
  it('allows a minute of silence, and calls its result stats', async () => {
    const { clock, stats, indicator } = await run(new HeldTransport());
    stats.incr('a');
    await stats.flush({ timeoutMs: 0 });
    clock.advance(60_000);
    expect(await indicator.isHealthy()).toEqual({
      stats: { status: 'up', connected: true, queuedBytes: 5, silentMs: 60_000 },
    });
    clock.advance(1);
    expect(await indicator.isHealthy()).toMatchObject({ stats: { status: 'down' } });
  });

  it.each([0, -1, Number.NaN, '5' as unknown as number])('refuses %s as a time of silence', async (maxSilenceMs) => {
    const { indicator } = await run(new HeldTransport());
    await expect(indicator.isHealthy('stats', { maxSilenceMs })).rejects.toMatchObject({
      code: 'STATS_INVALID_OPTION',
      message: expect.stringContaining('Expected `maxSilenceMs` to be a number of milliseconds above 0'),
    });
  });

  it('asks the client that it is made of', async () => {
    const clock = new FakeClock();
    const audit = new StatsService({ transport: new HeldTransport(), clock, onError: () => {} });
    onTestFinished(async () => void (await audit.close({ timeoutMs: 0 })));
    audit.incr('a');
    await audit.flush({ timeoutMs: 0 });
    clock.advance(60_001);
    expect(await new StatsHealthIndicator(audit).isHealthy('audit')).toMatchObject({ audit: { status: 'down' } });
  });
});
