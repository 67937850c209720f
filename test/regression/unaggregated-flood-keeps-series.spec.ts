import { expect, it } from 'vitest';
import { clientProcesses } from '../support/client-processes';

const runWithClient = clientProcesses();

// A series that serves one call stood in the table for ten flushes, which is twenty seconds where every call goes out at once.
it('keeps nothing of a series beyond maxSeries when it does not aggregate', { timeout: 60_000 }, async () => {
  const { stdout, stderr } = await runWithClient(
    `
    const stats = new StatsClient({ transport: 'none:', aggregate: false, flushIntervalMs: 0, maxSeries: 10 });
    const record = (count) => { for (let i = 0; i < count; i += 1) stats.incr('x', 1, { i }); };
    record(10_000);
    gc();
    const before = process.memoryUsage().heapUsed;
    record(100_000);
    gc();
    say({ grew: process.memoryUsage().heapUsed - before > 2e6, series: stats.report().series });
    await stats.close();
    `,
    ['--expose-gc'],
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ grew: false, series: 10 });
});
