import { expect, it } from 'vitest';
import { clientProcesses } from '../support/client-processes';

const runWithClient = clientProcesses();

// Packets are views of one piece of memory. Where nearly all of its packets were dropped as the newest, the few that had found
// room kept all of it: a queue of 1 MiB held 46.
it(
  'holds with drop-newest no more than the limit of the queue, where packets leave slowly',
  { timeout: 60_000 },
  async () => {
    const { stdout, stderr } = await runWithClient(
      `
    let takeOne = () => {};
    const slow = {
      name: 'slow',
      maxPacketBytes: 1_432,
      send: () => new Promise((resolve) => (takeOne = resolve)),
      close: async () => {},
    };
    const queue = { maxBytes: 1_048_576, overflow: 'drop-newest' };
    const stats = new StatsClient({ transport: slow, aggregate: false, queue, onError() {} });
    // What is collected is given back beside the program, a little later.
    const held = async () => {
      for (let i = 0; i < 10; i += 1) {
        gc();
        await new Promise(setImmediate);
      }
      return process.memoryUsage().arrayBuffers;
    };
    const pad = 'x'.repeat(100);
    const record = (count) => { for (let i = 0; i < count; i += 1) stats.incr('x', 1, { pad }); };
    record(20_000);
    const before = await held();
    for (let i = 0; i < 1_000; i += 1) {
      takeOne();
      await new Promise(setImmediate);
      record(600);
    }
    say({ grew: (await held()) - before > 2e6, queuedBytes: stats.report().queuedBytes > 900_000 });
    await stats.close({ timeoutMs: 0 });
    `,
      ['--expose-gc'],
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ grew: false, queuedBytes: true });
  },
);
