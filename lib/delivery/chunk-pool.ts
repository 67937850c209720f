import { Chunk } from './chunk';

/** Big enough that making one does not count, small enough that a waiting packet does not keep much alive. */
const CHUNK_BYTES = 64 * 1024;
/** What is kept to be filled again, at most. */
const MAX_SPARE_BYTES = 256 * 1024;

/**
 * Hands out chunks, and those again that nobody holds any more. New memory for every packet of a million series has the runtime
 * collect the whole heap in the middle of the flush: one stretch of 11 ms, 2.6 so.
 */
export class ChunkPool {
  private readonly spare: Chunk[] = [];
  private spareBytes = 0;

  /** A chunk of at least so many bytes, held by the caller. */
  take(bytes: number): Chunk {
    const chunk = this.takeSpare(bytes) ?? this.make(Math.max(CHUNK_BYTES, 2 * bytes));
    chunk.hold();
    return chunk;
  }

  private takeSpare(bytes: number): Chunk | undefined {
    const chunk = this.spare.pop();
    if (chunk === undefined) {
      return undefined;
    }
    this.spareBytes -= chunk.bytes.length;
    // One that is too small is let go: lines of this length will come again.
    return chunk.bytes.length < bytes ? undefined : chunk;
  }

  private make(bytes: number): Chunk {
    return new Chunk(Buffer.allocUnsafeSlow(bytes), (chunk) => this.give(chunk));
  }

  private give(chunk: Chunk): void {
    if (this.spareBytes + chunk.bytes.length <= MAX_SPARE_BYTES) {
      this.spare.push(chunk);
      this.spareBytes += chunk.bytes.length;
    }
  }
}
