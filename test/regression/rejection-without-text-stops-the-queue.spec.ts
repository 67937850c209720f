import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('goes on after a transport rejects with something that has no text', async () => {
  const { stats, errors } = memoryClient({
    transport: {
      name: 'own',
      maxPacketBytes: 100,
      send: () => Promise.reject(Object.create(null)),
      close: () => Promise.resolve(),
    },
  });
  stats.incr('x');
  expect(await stats.flush()).toMatchObject({ dropped: 1, timedOut: false });
  stats.incr('y');
  expect(await stats.flush()).toMatchObject({ dropped: 1, timedOut: false });
  expect(errors.map((error) => error.message)).toEqual(['The transport own failed: an object']);
});
