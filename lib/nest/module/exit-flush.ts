import type { StatsService } from '../stats.service';

type Listener = () => void;

/** Marks the one listener that all clients of a process share: eleven of their own would look like a leak to Node. */
const CLIENTS = Symbol.for('nestjs-stats.exit-flush');

type SharedListener = Listener & { [CLIENTS]: Set<ExitFlush> };

/**
 * Flushes a client when the process has nothing left to do, for applications that are never closed. The flush may keep the
 * process alive for its time limit, and the event is then emitted again.
 */
export class ExitFlush {
  private recorded = -1;

  constructor(private readonly client: StatsService) {}

  start(): void {
    const shared = findListener() ?? addListener();
    shared[CLIENTS].add(this);
  }

  stop(): void {
    const shared = findListener();
    shared?.[CLIENTS].delete(this);
    if (shared?.[CLIENTS].size === 0) {
      process.off('beforeExit', shared);
    }
  }

  /** Only where something was recorded since the last time: observed gauges would keep the process going for ever. */
  async flush(): Promise<void> {
    if (!this.client.closed && this.client.report().recorded !== this.recorded) {
      await this.client.flush();
      this.recorded = this.client.report().recorded;
    }
  }
}

function findListener(): SharedListener | undefined {
  return process.listeners('beforeExit').find((listener) => CLIENTS in listener) as SharedListener | undefined;
}

function addListener(): SharedListener {
  const clients = new Set<ExitFlush>();
  const flushAll = (): void => clients.forEach((client) => void client.flush());
  const shared = Object.assign(flushAll, { [CLIENTS]: clients });
  process.on('beforeExit', shared);
  return shared;
}
