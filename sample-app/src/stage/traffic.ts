import { setTimeout as delay } from 'node:timers/promises';

const ITEMS = ['tea', 'cake', 'cup'];
const CHANNELS = ['web', 'web', 'app'];

const pick = (choices: readonly string[]): string | undefined => choices[Math.floor(Math.random() * choices.length)];

/** A few customers, so that there is something to see: they order, look at orders, and mistype addresses. */
export async function driveTraffic(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const customer = Math.random() < 0.6 ? order(url) : look(url);
    // A customer who goes away or finds the shop closed is not our trouble.
    customer.catch(() => undefined);
    await delay(20 + Math.random() * 60, undefined, { signal }).catch(() => undefined);
  }
}

async function order(url: string): Promise<void> {
  const body = JSON.stringify({ item: pick(ITEMS), channel: pick(CHANNELS) });
  const response = await fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  await response.arrayBuffer();
}

async function look(url: string): Promise<void> {
  const path = Math.random() < 0.9 ? `/orders/${1 + Math.floor(Math.random() * 20)}` : '/oders/1';
  const response = await fetch(url + path);
  await response.arrayBuffer();
}
