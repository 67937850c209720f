import { Module } from '@nestjs/common';
import { StatsModule } from 'nestjs-stats';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';
import { PaymentService } from './payment.service';
import { RestockJob } from './restock.job';
import { Warehouse } from './warehouse';

@Module({
  imports: [StatsModule.forFeature('orders')],
  controllers: [OrdersController],
  providers: [OrdersService, PaymentService, RestockJob, Warehouse],
})
export class OrdersModule {}
