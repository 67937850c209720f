import { describe, expect, it } from 'vitest';
import { Pacer } from '../../../lib/transports/pacer';

describe('Pacer', () => {
  it('lets as many turns pass at once as a millisecond may have', () => {
    const pacer = new Pacer(1_000_000);
    expect(Array.from({ length: 100 }, () => pacer.next())).toEqual(Array.from({ length: 100 }));
  });

  it('needs at least a millisecond for each further lot', async () => {
    const pacer = new Pacer(4);
    const start = performance.now();
    for (let turn = 0; turn < 40; turn += 1) {
      await pacer.next();
    }
    expect(performance.now() - start).toBeGreaterThanOrEqual(9);
  });
});
