import type { StreamPiece, StreamSplitter } from './stream-splitter';

const HEADER_BYTES = 4;

/** For streams of packets that stand behind their length, four bytes little-endian. */
export class FrameSplitter implements StreamSplitter {
  private pending: Buffer = Buffer.alloc(0);
  /** Past a length that cannot be right nothing says where the next packet begins. */
  private isLost = false;

  constructor(private readonly maxFrameBytes: number) {}

  push(chunk: Buffer): StreamPiece[] {
    if (this.isLost) {
      return [];
    }
    const pieces: StreamPiece[] = [];
    let rest = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    while (rest.length >= HEADER_BYTES) {
      const length = rest.readUInt32LE();
      if (length > this.maxFrameBytes) {
        this.isLost = true;
        this.pending = Buffer.alloc(0);
        return [...pieces, { bytes: rest.subarray(0, HEADER_BYTES), reason: `a frame of ${length} bytes` }];
      }
      if (rest.length < HEADER_BYTES + length) {
        break;
      }
      pieces.push({ bytes: rest.subarray(HEADER_BYTES, HEADER_BYTES + length) });
      rest = rest.subarray(HEADER_BYTES + length);
    }
    this.pending = rest;
    return pieces;
  }

  end(): StreamPiece[] {
    const bytes = this.pending;
    this.pending = Buffer.alloc(0);
    return bytes.length === 0 ? [] : [{ bytes, reason: 'the connection ended within a frame' }];
  }
}
