import { setTimeout as delay } from 'node:timers/promises';
import { HttpException, HttpStatus, Injectable } from '@nestjs/common';
import { Timed } from 'nestjs-stats';
import type { NewOrder } from './order';

export class PaymentDeclined extends HttpException {
  constructor() {
    super('The payment was declined', HttpStatus.PAYMENT_REQUIRED);
  }
}

/** Stands for a dependency that is slow, and fails now and then. */
@Injectable()
export class PaymentService {
  @Timed('payments.charge')
  async charge(order: NewOrder): Promise<void> {
    await delay(5 + Math.random() * (order.channel === 'web' ? 40 : 80));
    if (Math.random() < 0.05) {
      throw new PaymentDeclined();
    }
  }
}
