import type { Stats } from '../../lib/client/stats';
import { StatsClient } from '../../lib/client/stats-client';
import type { StatsClientOptions } from '../../lib/client/stats-client-options';
import { MemoryTransport } from '../../lib/transports/memory-transport';

/** Stands still: 2023-11-14T22:13:20.900Z. */
export const FIXED_CLOCK = { wall: () => 1_700_000_000_900, monotonic: () => 0 };

/** The packets that leave when a client of its own, to which nothing is a chance, records something and closes. */
export async function packetsOf(options: StatsClientOptions, record: (stats: Stats) => void): Promise<string[]> {
  const transport = new MemoryTransport();
  const stats = new StatsClient({
    clock: FIXED_CLOCK,
    random: () => 0,
    onError: () => {},
    ...options,
    transport,
  });
  record(stats);
  await stats.close();
  return transport.packets.map((packet) => Buffer.from(packet).toString());
}
