import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { StatsService, Timed } from 'nestjs-stats';
import { Warehouse } from './warehouse';

const EVERY_MS = 5_000;

/** A background job, as a scheduler would run it: no request, no interceptor, recorded all the same. */
@Injectable()
export class RestockJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private interval: NodeJS.Timeout | undefined;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly stats: StatsService,
  ) {}

  onApplicationBootstrap(): void {
    this.interval = setInterval(() => void this.run(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.interval);
  }

  @Timed('jobs.restock')
  async run(): Promise<void> {
    await delay(50 + Math.random() * 200);
    this.stats.histogram('jobs.restock.pieces', this.warehouse.restock());
  }
}
