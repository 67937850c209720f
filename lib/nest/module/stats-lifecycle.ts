import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { StatsService } from '../stats.service';
import { ExitFlush } from './exit-flush';
import { giveStats } from './give-stats';
import { lostText } from './lost-text';

const logger = new Logger('StatsModule');

/** Opens a client when the application starts, and closes it when it stops. */
export class StatsLifecycle implements OnModuleInit, OnApplicationShutdown {
  private readonly exitFlush: ExitFlush | undefined;

  constructor(
    private readonly client: StatsService,
    private readonly name: string,
    private readonly modules: ModulesContainer,
  ) {
    // A test may have put something else in the client's place, which then has a life of its own.
    this.exitFlush = client instanceof StatsService ? new ExitFlush(client) : undefined;
  }

  onModuleInit(): void {
    giveStats(this.modules, this.client, this.name);
    if (this.exitFlush !== undefined) {
      // Not waited for: a server that is down does not stop the start.
      void this.client.open();
      this.exitFlush.start();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.exitFlush === undefined || this.client.closed) {
      return;
    }
    this.exitFlush.stop();
    await this.client.close();
    const lost = lostText(this.client.report());
    if (lost !== undefined) {
      logger.warn(`Metrics were lost: ${lost}.`);
    }
  }
}
