import type { ModulesContainer } from '@nestjs/core';
import { givePage, heldPage, pageKey } from '../decorators/held-page';
import type { StatsService } from '../stats.service';

/**
 * Gives a client to decorated instances that Nest holds but did not make (`useFactory`, `useValue`), so that nothing was
 * injected into them.
 *
 * @returns the classes of those that take no more properties
 */
export function giveStats(modules: ModulesContainer, client: StatsService, name: string): string[] {
  const key = pageKey(name);
  const refused = new Set<string>();
  for (const { instance } of madeElsewhere(modules)) {
    if (!isDecorated(instance, key)) {
      continue;
    }
    const page = heldPage(instance, key);
    // A value may be held by several applications, of which the first has ended.
    const isTaken = page !== undefined && !(page.stats as StatsService).closed;
    if (!isTaken && !givePage(instance, key, client)) {
      refused.add(instance.constructor.name);
    }
  }
  return [...refused];
}

function madeElsewhere(modules: ModulesContainer): { instance: unknown }[] {
  return [...modules.values()]
    .flatMap((moduleRef) => [...moduleRef.providers.values()])
    .filter((wrapper) => wrapper.isNotMetatype && !wrapper.isAlias);
}

function isDecorated(instance: unknown, key: symbol): instance is object {
  try {
    return typeof instance === 'object' && instance !== null && key in instance;
  } catch {
    // Proxies may refuse to be asked.
    return false;
  }
}
