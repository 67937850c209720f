import { setTimeout as delay } from 'node:timers/promises';

const ITEMS = ['tea', 'tea', 'cake', 'cup'];
const CHANNELS = ['web', 'web', 'app'];
const CUSTOMERS = 200;
/** Nobody keeps a connection: the shop could not close while customers come in by those that are open. */
const HEADERS = { connection: 'close' };
/** Busy and calm times follow each other. */
const WAVE_MS = 30_000;

const pick = (choices: readonly string[]): string | undefined => choices[below(choices.length)];

/** A few customers, so that there is something to see: they order, look at orders, and mistype addresses. */
export async function driveTraffic(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const customer = Math.random() < 0.6 ? order(url) : look(url);
    // A customer who goes away or finds the shop closed is not our trouble.
    customer.catch(() => undefined);
    const calm = 1 + 0.7 * Math.sin((2 * Math.PI * Date.now()) / WAVE_MS);
    await delay((10 + below(60)) * calm, undefined, { signal }).catch(() => undefined);
  }
}

async function order(url: string): Promise<void> {
  const body = JSON.stringify({ item: pick(ITEMS), channel: pick(CHANNELS), customer: `c${below(CUSTOMERS)}` });
  const headers = { ...HEADERS, 'content-type': 'application/json' };
  const response = await fetch(`${url}/orders`, { method: 'POST', headers, body });
  await response.arrayBuffer();
}

async function look(url: string): Promise<void> {
  const path = Math.random() < 0.9 ? `/orders/${1 + below(20)}` : '/oders/1';
  const response = await fetch(url + path, { headers: HEADERS });
  await response.arrayBuffer();
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit);
}
