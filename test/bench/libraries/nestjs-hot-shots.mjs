import { Module } from '@nestjs/common';
import { ROOM } from './workload.mjs';
import { HotShotsModule, HttpMetricsMiddleware } from 'nestjs-hot-shots';

/** Its module with its middleware for all requests; aggregation on and 1,432 bytes a packet, as in the other cases. */
export function nestModule({ port }) {
  class MetricsModule {
    configure(consumer) {
      consumer.apply(HttpMetricsMiddleware).forRoutes('{*path}');
    }
  }
  Module({
    imports: [
      HotShotsModule.forRoot({ host: '127.0.0.1', port, maxBufferSize: 1_432, aggregation: { maxContexts: ROOM } }),
    ],
  })(MetricsModule);
  return MetricsModule;
}
