import { expect, it } from 'vitest';
import { StatsClient } from '../../lib/client/stats-client';

const NOTHING_SENT = { lines: 0, packets: 0, bytes: 0, dropped: 0, timedOut: false };

it.each([
  [
    'throws',
    (): Promise<void> => {
      throw new Error('cannot close');
    },
  ],
  ['returns no promise', (): Promise<void> => undefined as unknown as Promise<void>],
  ['rejects', (): Promise<void> => Promise.reject(new Error('cannot close'))],
])('closes over a transport whose close %s', async (_, close) => {
  const transport = { name: 'own', maxPacketBytes: 100, send: () => Promise.resolve(), close };
  expect(await new StatsClient({ transport }).close()).toEqual(NOTHING_SENT);
});
