import type { ModuleRef } from '@nestjs/core';
import type { Stats } from '../../client/stats';
import { getStatsToken } from '../stats.tokens';

const SOURCE = Symbol('nestjs-stats.source');

/** The clients of an application, as one of its modules finds them. */
export class StatsSource {
  private readonly found = new Map<string, Stats | undefined>();

  private constructor(private readonly moduleRef: ModuleRef) {}

  static of(moduleRef: ModuleRef & { [SOURCE]?: StatsSource }): StatsSource {
    const known = moduleRef[SOURCE];
    if (known !== undefined) {
      return known;
    }
    const source = new StatsSource(moduleRef);
    Reflect.defineProperty(moduleRef, SOURCE, { value: source });
    return source;
  }

  /** `undefined` where there is none, or none yet. */
  find(client: string): Stats | undefined {
    const known = this.found.get(client);
    if (known !== undefined || this.found.has(client)) {
      return known;
    }
    const stats = this.ask(client);
    // What is being made is asked for again.
    if (stats !== null) {
      this.found.set(client, stats);
    }
    return stats ?? undefined;
  }

  private ask(client: string): Stats | undefined | null {
    try {
      const stats: unknown = this.moduleRef.get(getStatsToken(client), { strict: false });
      return typeof stats !== 'object' || stats === null || stats instanceof Promise ? null : asStats(stats);
    } catch {
      // Nest knows of no such client.
      return undefined;
    }
  }
}

/** A stand-in that a test has put in the client's place may know less than a client does. */
export function asStats(value: object): Stats | undefined {
  const { meters, incr, timing, observe } = value as Partial<Stats>;
  const isWhole = typeof meters === 'object' && [incr, timing, observe].every((method) => typeof method === 'function');
  return isWhole ? (value as Stats) : undefined;
}
