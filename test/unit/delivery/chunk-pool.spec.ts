import { expect, it } from 'vitest';
import { ChunkPool } from '../../../lib/delivery/chunk-pool';

it('hands a chunk out again when the last who held it has released it', () => {
  const pool = new ChunkPool();
  const first = pool.take(100);
  first.hold();
  first.release();
  const second = pool.take(100);
  expect(second).not.toBe(first);
  first.release();
  expect(pool.take(100)).toBe(first);
  expect(pool.take(100)).not.toBe(second);
});

it('makes chunks of 64 KiB, and twice as long as what is asked for where that is more', () => {
  const pool = new ChunkPool();
  expect([1, 32_768, 32_769, 100_000].map((bytes) => pool.take(bytes).bytes.length)).toEqual([
    65_536, 65_536, 65_538, 200_000,
  ]);
});

it('hands out none that is too short', () => {
  const pool = new ChunkPool();
  pool.take(100).release();
  expect(pool.take(65_537).bytes.length).toBe(131_074);
});

it('keeps a quarter of a mebibyte of them and no more', () => {
  const pool = new ChunkPool();
  const chunks = Array.from({ length: 20 }, () => pool.take(100));
  chunks.forEach((chunk) => chunk.release());
  const again = Array.from({ length: 20 }, () => pool.take(100));
  expect(again.filter((chunk) => chunks.includes(chunk)).length).toBe(4);
});
