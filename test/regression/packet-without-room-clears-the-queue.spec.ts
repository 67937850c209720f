import { expect, it } from 'vitest';
import { giveWay } from '../../lib/client/give-way';
import { Ledger } from '../../lib/common/ledger';
import { Warner } from '../../lib/common/warner';
import { systemClock } from '../../lib/common/clock';
import { SendQueue } from '../../lib/delivery/send-queue';
import { HeldTransport } from '../support/held-transport';

// With drop-oldest a packet that did not fit beside the one in flight first threw out all that waited, and was then dropped too.
it('drops nothing else for a packet that has no room beside the one in flight', async () => {
  const transport = new HeldTransport();
  const ledger = new Ledger(new Warner(() => {}, systemClock));
  const queue = new SendQueue(transport, { maxBytes: 10, overflow: 'drop-oldest' }, ledger);
  const push = (text: string): void => queue.push({ bytes: Buffer.from(text), lines: 1 });
  push('in flight');
  await giveWay();
  push('a');
  push('too long');
  expect(ledger.dropped.queueFull).toBe(1);
  transport.letOneGo();
  await giveWay();
  expect(transport.given.all).toEqual(['in flight', 'a']);
});
