import { Module } from '@nestjs/common';
import { StatsModule } from 'nestjs-stats';
import { OrdersModule } from './orders/orders.module';
import { Settings } from './settings';
import { SettingsModule } from './settings.module';

@Module({
  imports: [
    StatsModule.forRootAsync({
      imports: [SettingsModule],
      inject: [Settings],
      useFactory: (settings: Settings) => ({
        transport: settings.statsUrl,
        prefix: 'shop',
        tags: { env: settings.environment },
        flushIntervalMs: 1_000,
      }),
    }),
    OrdersModule,
  ],
})
export class AppModule {}
