import { expect, it } from 'vitest';
import { giveWay } from '../../lib/client/give-way';
import { memoryClient } from '../support/memory-client';

it('does not take the late answer of an observation that another has replaced', async () => {
  const { stats, sent } = memoryClient();
  let answer = (_value: number): void => {};
  stats.observe('g', () => new Promise<number>((resolve) => (answer = resolve)));
  expect(await sent()).toEqual([]);
  const second = stats.observe('g', () => 2);
  expect(await sent()).toEqual(['g:2|g']);
  second.stop();
  answer(1);
  await giveWay();
  expect(await sent()).toEqual([]);
});
