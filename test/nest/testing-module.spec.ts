import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { expect, it } from 'vitest';
import { Counted, getStatsToken, InjectScope, StatsModule, StatsService, type Stats } from '../../lib';
import { RecordedStats, statsMatchers, StatsTestingModule } from '../../lib/testing';

@Injectable()
class Orders {
  constructor(
    private readonly stats: StatsService,
    @InjectScope('orders') private readonly scope: Stats,
  ) {}

  @Counted('attempts')
  place(channel: string): void {
    this.stats.gauge('stock', 3);
    this.scope.incr('placed', 1, { channel });
  }
}

it('shows at any moment what a service has recorded', async () => {
  const moduleRef = await Test.createTestingModule({
    imports: [StatsTestingModule.forRoot({ tags: { env: 'test' } }), StatsModule.forFeature('orders')],
    providers: [Orders],
  }).compile();
  await moduleRef.init();
  const stats = moduleRef.get(RecordedStats);

  moduleRef.get(Orders).place('web');

  expect(stats.counter('orders.placed', { channel: 'web', env: 'test' })).toBe(1);
  expect(stats.gauge('stock')).toBe(3);
  expect(stats.counter('attempts', { outcome: 'success', class: 'Orders' })).toBe(1);
  await moduleRef.close();
});

it.each([{}, { name: 'audit' }])('lets matchers take the service itself, with %o', async (options) => {
  const moduleRef = await Test.createTestingModule({ imports: [StatsTestingModule.forRoot(options)] }).compile();
  const service = moduleRef.get<Stats>(getStatsToken(options.name));

  service.incr('placed', 2);

  expect(statsMatchers.toHaveCounted(service, 'placed', 2).pass).toBe(true);
  expect(statsMatchers.toHaveCounted(service, 'placed', 1).message()).toBe(
    'Expected placed counted 1, got 2.\n\nRecorded:\n  placed:2|c',
  );
  await moduleRef.close();
});
