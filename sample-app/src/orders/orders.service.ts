import { Injectable, NotFoundException } from '@nestjs/common';
import { Counted, InjectScope, Timed, type Stats } from 'nestjs-stats';
import type { NewOrder, Order } from './order';
import { PaymentService } from './payment.service';
import { Warehouse } from './warehouse';

@Injectable()
export class OrdersService {
  private readonly orders: Order[] = [];

  constructor(
    private readonly payments: PaymentService,
    private readonly warehouse: Warehouse,
    @InjectScope('orders') private readonly stats: Stats,
  ) {}

  /** Timed until the promise settles; `outcome:failure` and the error's class when the payment is declined. */
  @Timed('orders.place')
  @Counted('orders.attempts')
  async place(newOrder: NewOrder): Promise<Order> {
    const price = this.warehouse.take(newOrder.item);
    await this.payments.charge(newOrder);
    const order = { ...newOrder, price, id: this.orders.length + 1 };
    this.orders.push(order);
    this.stats.incr('placed', 1, { channel: order.channel });
    this.stats.histogram('price', order.price);
    this.stats.set('customers', order.customer);
    return order;
  }

  @Timed('orders.find')
  find(id: number): Order {
    const order = this.orders[id - 1];
    if (order === undefined) {
      throw new NotFoundException(`There is no order ${id}`);
    }
    return order;
  }
}
