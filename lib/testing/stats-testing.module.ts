import { StatsModule } from '../nest/stats.module';
import type { StatsModuleOptions } from '../nest/stats-module-options';
import { getStatsToken } from '../nest/stats.tokens';
import { MemoryTransport } from '../transports/memory-transport';
import { tellRecorded } from './recorded-by';
import { RecordedStats } from './recorded-stats';

/** What a test may set; the rest is what lets the records be read at any moment. */
export type StatsTestingOptions = Omit<StatsModuleOptions, 'transport' | 'dialect' | 'aggregate' | 'flushIntervalMs'>;

/**
 * The real module over memory: everything is recorded as it would be, nothing is sent. Ask {@link RecordedStats}, at any
 * moment, what was recorded.
 *
 * @example
 * const moduleRef = await Test.createTestingModule({ imports: [StatsTestingModule.forRoot()] }).compile();
 * const stats = moduleRef.get(RecordedStats);
 */
export class StatsTestingModule {
  static forRoot(options: StatsTestingOptions = {}): ReturnType<typeof StatsModule.forRoot> {
    const transport = new MemoryTransport();
    return {
      module: StatsTestingModule,
      global: true,
      imports: [
        StatsModule.forRoot({ ...options, transport, dialect: 'datadog', aggregate: false, flushIntervalMs: 0 }),
      ],
      providers: [
        { provide: MemoryTransport, useValue: transport },
        {
          provide: RecordedStats,
          useFactory: (client: object) => {
            const recorded = new RecordedStats(transport);
            tellRecorded(client, recorded);
            return recorded;
          },
          inject: [getStatsToken(options.name)],
        },
      ],
      exports: [MemoryTransport, RecordedStats],
    };
  }
}
