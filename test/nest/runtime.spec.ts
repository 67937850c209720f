import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { StatsService } from '../../lib/nest/stats.service';
import { StatsApp } from '../support/stats-app';

it('records how the process is, when it is asked to', async () => {
  const shop = new StatsApp({ requests: false, runtime: true });
  const app = await shop.start();
  // The monitor of the loop needs a first look before it can tell a delay.
  await new Promise((resolve) => setTimeout(resolve, 25));
  // Collects garbage and keeps the loop busy, so that there is something to see.
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const busyUntil = performance.now() + 30;
  while (performance.now() < busyUntil) {
    // Busy.
  }
  await new Promise((resolve) => setTimeout(resolve, 25));
  await app.get(StatsService).flush();

  const metrics = new Map(
    shop.transport.lines().map((line) => {
      const [, name, number, rest] = /^([^:]+):([^|]+)\|(.*)$/.exec(line) ?? [];
      return [`${name}|${rest}`, Number(number)] as [string, number];
    }),
  );
  const value = (key: string): number => metrics.get(key) ?? Number.NaN;
  const keys = [...metrics.keys()];
  for (const statistic of ['min', 'max', 'mean', 'p50', 'p90', 'p99']) {
    expect(value(`nodejs.eventloop.delay.${statistic}|g`)).toBeGreaterThanOrEqual(0);
  }
  expect(value('nodejs.eventloop.delay.max|g')).toBeGreaterThan(0.005);
  expect(value('nodejs.eventloop.utilization|g')).toBeGreaterThan(0);
  expect(value('process.cpu.time|c|#cpu.mode:user')).toBeGreaterThan(0);
  expect(keys).toContain('process.cpu.time|c|#cpu.mode:system');
  expect(value('process.cpu.utilization|g')).toBeGreaterThan(0);
  expect(value('process.memory.usage|g')).toBeGreaterThan(1e7);
  expect(value('v8js.memory.heap.limit|g')).toBeGreaterThan(1e8);
  expect(value('v8js.memory.heap.used|g|#v8js.heap.space.name:old_space')).toBeGreaterThan(1e6);
  expect(value('nodejs.active_resources|g')).toBeGreaterThan(0);
  expect(keys).toContain('v8js.gc.duration|ms|#v8js.gc.type:major');

  await app.close();
});

it('records nothing of it otherwise', async () => {
  const shop = new StatsApp({ requests: false });
  const app = await shop.start();
  expect(await shop.lines(app)).toEqual([]);
  await app.close();
});
