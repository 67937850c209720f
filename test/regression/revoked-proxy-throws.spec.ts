import { expect, it } from 'vitest';
import { memoryClient } from '../support/memory-client';

it('refuses a Proxy that was revoked as it does any other object', () => {
  const { stats, errors } = memoryClient();
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  stats.incr('x', proxy as unknown as number);
  stats.incr(proxy as unknown as string);
  expect(errors.map(({ message }) => message)).toEqual(['A counter x was given an object: it takes a finite number.']);
  expect(stats.report().dropped.invalid).toBe(2);
});
