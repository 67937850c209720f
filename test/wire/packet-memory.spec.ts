import { expect, it } from 'vitest';
import { StatsClient } from '../../lib';
import { giveWay } from '../../lib/client/give-way';

const SERIES = 20_000;

it('leaves the bytes of a packet as they are until its promise settles, and uses the memory again after that', async () => {
  const texts: string[] = [];
  const memory = new Set<ArrayBufferLike>();
  const changed: string[] = [];
  let sends = 0;
  const stats = new StatsClient({
    dialect: 'statsd',
    flushIntervalMs: 60_000,
    maxSeries: SERIES,
    queue: { maxBytes: 200_000 },
    transport: {
      name: 'slow',
      maxPacketBytes: 1_432,
      async send(packet) {
        const text = Buffer.from(packet).toString();
        memory.add(packet.buffer);
        sends += 1;
        if (sends % 7 === 0) {
          await giveWay();
        }
        if (Buffer.from(packet).toString() !== text) {
          changed.push(text);
        }
        texts.push(text);
      },
      close: () => Promise.resolve(),
    },
  });
  for (let flush = 1; flush <= 3; flush += 1) {
    for (let i = 0; i < SERIES; i += 1) {
      stats.incr(`orders.placed.in.a.shop.with.a.long.name.${i}`, flush);
    }
    await stats.flush();
  }
  await stats.close();
  expect(changed).toEqual([]);
  const lines = texts.flatMap((text) => text.split('\n'));
  const expected = [1, 2, 3].flatMap((flush) =>
    Array.from({ length: SERIES }, (_, i) => `orders.placed.in.a.shop.with.a.long.name.${i}:${flush}|c`),
  );
  expect(lines.length).toBe(3 * SERIES);
  expect(lines.join('\n') === expected.join('\n')).toBe(true);
  // Three megabytes went through it; the queue holds 200,000 bytes.
  expect(memory.size).toBeLessThan(10);
});
