import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Packet } from '../../../lib/delivery/packet';
import { PacketDeque } from '../../../lib/delivery/packet-deque';

const packetOf = (bytes: number): Packet => ({ bytes: new Uint8Array(bytes), lines: 1 });

it('hands packets out in the order of their arrival and knows the sum of their bytes', () => {
  const deque = new PacketDeque();
  const [a, b] = [packetOf(3), packetOf(4)];
  deque.push(a);
  deque.push(b);
  expect([deque.size, deque.bytes]).toEqual([2, 7]);
  expect(deque.shift()).toBe(a);
  expect([deque.size, deque.bytes]).toEqual([1, 4]);
  expect(deque.shift()).toBe(b);
  expect(deque.shift()).toBeUndefined();
  expect([deque.size, deque.bytes]).toEqual([0, 0]);
});

it('behaves as an array does, over more packets than it gives places back for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_500, max: 1_500 }), { maxLength: 12 }), (moves) => {
      const deque = new PacketDeque();
      const model: Packet[] = [];
      let isSame = true;
      for (const move of moves) {
        for (let i = 0; i < Math.abs(move); i += 1) {
          if (move > 0) {
            const packet = packetOf(i % 7);
            deque.push(packet);
            model.push(packet);
          } else {
            isSame &&= deque.shift() === model.shift();
          }
        }
        expect(isSame).toBe(true);
        expect(deque.size).toBe(model.length);
        expect(deque.bytes).toBe(model.reduce((sum, { bytes }) => sum + bytes.length, 0));
      }
    }),
    { numRuns: 30 },
  );
});
