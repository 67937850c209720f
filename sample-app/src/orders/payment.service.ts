import { setTimeout as delay } from 'node:timers/promises';
import { HttpException, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { InFlight, Timed } from 'nestjs-stats';
import type { NewOrder } from './order';

export class PaymentDeclined extends HttpException {
  constructor() {
    super('The payment was declined', 402);
  }
}

export class PaymentUnavailable extends ServiceUnavailableException {}

/** Stands for a dependency that is slow, declines now and then, and has a bad quarter of a minute in every one. */
@Injectable()
export class PaymentService {
  @Timed('payments.charge')
  @InFlight('payments.in_flight')
  async charge(order: NewOrder): Promise<void> {
    const isBad = Date.now() % 60_000 >= 45_000;
    const usual = order.channel === 'web' ? 40 : 80;
    await delay(5 + Math.random() * (isBad ? 6 * usual : usual));
    if (isBad && Math.random() < 0.2) {
      throw new PaymentUnavailable();
    }
    if (Math.random() < 0.05) {
      throw new PaymentDeclined();
    }
  }
}
