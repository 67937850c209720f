import { Module } from '@nestjs/common';
import { StatsModule } from 'nestjs-stats';
import { OrdersModule } from './orders/orders.module';
import { Settings } from './settings';
import { SettingsModule } from './settings.module';
import { Uptime } from './uptime';

@Module({
  imports: [
    StatsModule.forRootAsync({
      imports: [SettingsModule],
      inject: [Settings],
      useFactory: ({ environment, stats }: Settings) => ({
        prefix: 'shop',
        flushIntervalMs: 1_000,
        ...stats,
        tags: { env: environment, ...stats.tags },
      }),
    }),
    OrdersModule,
  ],
  providers: [Uptime],
})
export class AppModule {}
