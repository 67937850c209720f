import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { OrdersService } from './orders.service';
import type { NewOrder, Order } from './order';

/** Its requests are recorded without a line of code: `http.server.request.duration` with method, route and status. */
@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post()
  place(@Body() order: NewOrder): Promise<Order> {
    return this.orders.place(order);
  }

  @Get(':id')
  find(@Param('id') id: string): Order {
    return this.orders.find(Number(id));
  }
}
