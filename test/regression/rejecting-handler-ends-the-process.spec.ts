import { expect, it, onTestFinished, vi } from 'vitest';
import { giveWay } from '../../lib/client/give-way';
import { memoryClient } from '../support/memory-client';

it('ignores what an async onError rejects with', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  onTestFinished(() => void process.removeListener('unhandledRejection', unhandled));
  const onError = vi.fn(() => Promise.reject(new Error('no pager')));
  const { stats } = memoryClient({ onError });
  stats.incr('');
  await giveWay();
  await giveWay();
  expect(onError).toHaveBeenCalledTimes(1);
  expect(unhandled).not.toHaveBeenCalled();
});
