import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { RuntimeMetrics } from '../runtime/runtime-metrics';
import { StatsService } from '../stats.service';
import { ExitFlush } from './exit-flush';
import { giveStats } from './give-stats';
import { lostText } from './lost-text';
import type { StatsLogger } from './stats-logger';

/** Opens a client when the application starts, and closes it when it stops. */
export class StatsLifecycle implements OnModuleInit, OnApplicationShutdown {
  private readonly exitFlush: ExitFlush | undefined;
  private readonly runtime: RuntimeMetrics | undefined;

  constructor(
    private readonly client: StatsService,
    private readonly name: string,
    private readonly modules: ModulesContainer,
    private readonly logger: StatsLogger,
    withRuntime: boolean,
  ) {
    // A test may have put something else in the client's place, which then has a life of its own.
    const isOurs = client instanceof StatsService;
    this.exitFlush = isOurs ? new ExitFlush(client) : undefined;
    this.runtime = isOurs && withRuntime ? new RuntimeMetrics(client) : undefined;
  }

  onModuleInit(): void {
    giveStats(this.modules, this.client, this.name, (refused) =>
      this.logger.warn(
        `Nothing is recorded of ${refused.join(', ')}: Nest did not construct these instances, and they take no properties.`,
      ),
    );
    if (this.exitFlush !== undefined) {
      // Not waited for: a server that is down does not stop the start.
      void this.client.open();
      this.exitFlush.start();
      this.runtime?.start();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.exitFlush === undefined || this.client.closed) {
      return;
    }
    this.exitFlush.stop();
    await this.logger.quietly(() => this.client.close());
    this.runtime?.stop();
    const lost = lostText(this.client.report());
    if (lost !== undefined) {
      this.logger.warn(`Metrics were lost: ${lost}.`);
    }
  }
}
