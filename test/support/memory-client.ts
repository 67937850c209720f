import { onTestFinished } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';
import type { StatsClientOptions } from '../../lib/client/stats-client-options';
import type { StatsError } from '../../lib/common/stats-error';
import { MemoryTransport } from '../../lib/transports/memory-transport';

export interface MemoryClient {
  readonly stats: StatsClient;
  readonly transport: MemoryTransport;
  /** What the client told of. */
  readonly errors: StatsError[];
  /** Flushes, and returns the lines that went out since the last time. */
  sent(): Promise<string[]>;
}

/** A client over memory that is closed when its test has ended. */
export function memoryClient(options: StatsClientOptions = {}): MemoryClient {
  const transport = new MemoryTransport();
  const errors: StatsError[] = [];
  const stats = new StatsClient({ transport, onError: (error) => errors.push(error), ...options });
  onTestFinished(async () => {
    await stats.close({ timeoutMs: 0 });
  });
  return {
    stats,
    transport,
    errors,
    async sent() {
      await stats.flush();
      const lines = transport.lines();
      transport.clear();
      return lines;
    },
  };
}
