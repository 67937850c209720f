import { setTimeout as delay } from 'node:timers/promises';
import type { Announcer } from './announcer';
import type { Shop } from './shop';

const EVERY_MS = 40_000;
const CLOSED_MS = 1_500;

/** Restarts the shop now and then, as a deployment does: what it recorded last is sent before it is gone. */
export async function keepDeploying(shop: Shop, announcer: Announcer | undefined, signal: AbortSignal): Promise<void> {
  announcer?.opened();
  while (await waited(EVERY_MS, signal)) {
    announcer?.closed();
    await shop.close();
    await waited(CLOSED_MS, signal);
    await shop.open();
    announcer?.opened();
  }
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}
