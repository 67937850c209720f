import { expect, it } from 'vitest';
import { giveWay } from '../../lib/client/give-way';
import { memoryClient } from '../support/memory-client';

it('does not count the failure of a read that was stopped meanwhile', async () => {
  const { stats } = memoryClient();
  let fail = (): void => {};
  const observation = stats.observe('g', () => new Promise<number>((_, reject) => (fail = () => reject(new Error()))));
  await stats.flush();
  observation.stop();
  fail();
  await giveWay();
  expect(stats.report().dropped.invalid).toBe(0);
});
