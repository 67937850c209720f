import { type DynamicModule, type INestApplication, type ModuleMetadata } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ExpressAdapter } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { MemoryTransport } from '../../lib/transports/memory-transport';
import { StatsModule } from '../../lib/nest/stats.module';
import type { StatsModuleOptions } from '../../lib/nest/stats-module-options';
import { StatsService } from '../../lib/nest/stats.service';

/** The adapters that behave alike. */
export const ADAPTERS = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const;

/** A Nest application whose metrics stay in memory. */
export class StatsApp {
  readonly transport = new MemoryTransport();
  readonly stats: DynamicModule;

  /** Options besides the transport; the dialect is `datadog` unless they say so. */
  constructor(options: StatsModuleOptions = {}) {
    this.stats = StatsModule.forRoot({ dialect: 'datadog', transport: this.transport, ...options });
  }

  /** Closed by the test. */
  async start(
    metadata: ModuleMetadata = {},
    createAdapter: (typeof ADAPTERS)[number][1] = () => new ExpressAdapter(),
    prepare: (app: INestApplication) => void = () => {},
  ): Promise<INestApplication> {
    const { imports = [], ...rest } = metadata;
    const module = await Test.createTestingModule({ imports: [this.stats, ...imports], ...rest }).compile();
    const app = module.createNestApplication(createAdapter(), { logger: ['warn'] });
    prepare(app);
    await app.init();
    return app;
  }

  /** What is recorded up to now: durations as `<ms>`, and in the order of the alphabet. */
  async lines(app: INestApplication): Promise<string[]> {
    await app.get(StatsService).flush();
    const lines = this.transport.lines().map((line) => line.replace(/:[\d.:]+\|ms/, ':<ms>|ms'));
    this.transport.clear();
    return lines.sort();
  }
}
