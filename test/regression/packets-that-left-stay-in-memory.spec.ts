import { expect, it } from 'vitest';
import { clientProcesses } from '../support/client-processes';

const runWithClient = clientProcesses();

// The queue kept up to a thousand packets that had left it, until their places were given back: 64 MB of packets of a stream.
it('holds no more of a queue that never runs empty than its limit', { timeout: 60_000 }, async () => {
  const { stdout, stderr } = await runWithClient(
    `
    const stuck = { name: 'stuck', maxPacketBytes: 65_536, send: () => new Promise(() => {}), close: async () => {} };
    const stats = new StatsClient({ transport: stuck, aggregate: false, queue: { maxBytes: 1_048_576 }, onError() {} });
    // What is collected is given back beside the program, a little later.
    const held = async () => {
      for (let i = 0; i < 10; i += 1) {
        gc();
        await new Promise(setImmediate);
      }
      return process.memoryUsage().arrayBuffers;
    };
    const pad = 'x'.repeat(1_000);
    const record = (count) => { for (let i = 0; i < count; i += 1) stats.incr('x', 1, { pad }); };
    record(2_000);
    const before = await held();
    record(40_000);
    say({ grew: (await held()) - before > 2e6, queuedBytes: stats.report().queuedBytes > 900_000 });
    await stats.close({ timeoutMs: 0 });
    `,
    ['--expose-gc'],
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ grew: false, queuedBytes: true });
});
