import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Loop } from '../harness/loop.mjs';

const require = createRequire(import.meta.url);

class OrdersService {
  placed = 0;
  ms = 0;

  place(amount) {
    this.placed += amount;
    return this.placed;
  }

  timed(amount) {
    this.placed += amount;
    return this.placed;
  }

  counted(amount) {
    this.placed += amount;
    return this.placed;
  }

  async placeSoon(amount) {
    this.placed += amount;
    return this.placed;
  }

  async timedSoon(amount) {
    this.placed += amount;
    return this.placed;
  }

  async countedSoon(amount) {
    this.placed += amount;
    return this.placed;
  }

  /** What timing cannot go below: two readings of the clock, and a field. */
  byHand(amount) {
    const start = performance.now();
    const placed = this.place(amount);
    this.ms += performance.now() - start;
    return placed;
  }

  /** The same for a promise: to hear of it takes a turn of the microtasks more. */
  byHandSoon(amount) {
    const start = performance.now();
    return this.placeSoon(amount).then(
      (placed) => {
        this.ms += performance.now() - start;
        return placed;
      },
      (error) => {
        this.ms += performance.now() - start;
        throw error;
      },
    );
  }
}

/** A service of a Nest application, one of whose methods is called over and over. */
export async function open({ name, port, dist }) {
  const { Counted, StatsModule, StatsService, Timed } = require(`${dist}/index.js`);
  decorate(OrdersService, 'timed', Timed());
  decorate(OrdersService, 'timedSoon', Timed());
  decorate(OrdersService, 'counted', Counted());
  decorate(OrdersService, 'countedSoon', Counted());

  class AppModule {}
  Module({
    imports: [StatsModule.forRoot({ transport: `udp://127.0.0.1:${port}`, dialect: 'datadog' })],
    providers: [OrdersService],
  })(AppModule);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const counter = app.get(StatsService).meters.counter('orders.placed');
  const loop = new Loop(LOOPS[name](app.get(OrdersService), counter));
  return {
    warm: (ms) => loop.warm(ms),
    sample: (ms) => loop.sample(ms),
  };
}

function decorate(type, key, decorator) {
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype, key);
  Object.defineProperty(type.prototype, key, decorator(type.prototype, key, descriptor) ?? descriptor);
}

const LOOPS = {
  'plain method': (orders) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      orders.place(i);
    }
  },
  'two clock readings and a field': (orders) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      orders.byHand(i);
    }
  },
  '@Timed()': (orders) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      orders.timed(i);
    }
  },
  'plain method and a bound counter': (orders, counter) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      orders.place(i);
      counter.incr();
    }
  },
  '@Counted()': (orders) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      orders.counted(i);
    }
  },
  'plain async method': (orders) => async (from, to) => {
    for (let i = from; i < to; i += 1) {
      await orders.placeSoon(i);
    }
  },
  'two clock readings around a promise': (orders) => async (from, to) => {
    for (let i = from; i < to; i += 1) {
      await orders.byHandSoon(i);
    }
  },
  '@Timed(), async': (orders) => async (from, to) => {
    for (let i = from; i < to; i += 1) {
      await orders.timedSoon(i);
    }
  },
  '@Counted(), async': (orders) => async (from, to) => {
    for (let i = from; i < to; i += 1) {
      await orders.countedSoon(i);
    }
  },
};

export const NAMES = Object.keys(LOOPS);
