import type { StreamPiece, StreamSplitter } from './stream-splitter';

const LF = 0x0a;
/** Of an overlong line, that many bytes are handed on as a sample. */
const SAMPLE_BYTES = 1_024;
/** A stream that comes byte by byte must not be held as that many objects. */
const MAX_PENDING_PIECES = 64;

/** For streams whose every line ends with LF. A line longer than `maxLineBytes` is skipped up to its LF. */
export class LineSplitter implements StreamSplitter {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private isSkipping = false;

  constructor(private readonly maxLineBytes: number) {}

  push(chunk: Buffer): StreamPiece[] {
    const pieces: StreamPiece[] = [];
    let rest = chunk;
    const firstEnd = rest.indexOf(LF);
    if (this.isSkipping) {
      if (firstEnd === -1) {
        return [];
      }
      this.isSkipping = false;
      rest = rest.subarray(firstEnd + 1);
    } else if (firstEnd !== -1 && this.pendingBytes + firstEnd > this.maxLineBytes) {
      pieces.push(this.overlong(this.take(rest.subarray(0, firstEnd))));
      rest = rest.subarray(firstEnd + 1);
    }
    const end = rest.lastIndexOf(LF) + 1;
    if (end > 0) {
      pieces.push({ bytes: this.take(rest.subarray(0, end)) });
    }
    return pieces.concat(this.hold(rest.subarray(end)));
  }

  end(): StreamPiece[] {
    const bytes = this.take();
    return bytes.length === 0 ? [] : [{ bytes, reason: 'the connection ended within a line' }];
  }

  private hold(bytes: Buffer): StreamPiece[] {
    if (bytes.length > 0) {
      this.pending.push(bytes);
      this.pendingBytes += bytes.length;
    }
    if (this.pending.length > MAX_PENDING_PIECES) {
      this.pending = [Buffer.concat(this.pending)];
    }
    if (this.pendingBytes <= this.maxLineBytes) {
      return [];
    }
    this.isSkipping = true;
    return [this.overlong(this.take())];
  }

  private overlong(line: Buffer): StreamPiece {
    return { bytes: line.subarray(0, SAMPLE_BYTES), reason: `a line of more than ${this.maxLineBytes} bytes` };
  }

  private take(...more: Buffer[]): Buffer {
    const taken = Buffer.concat([...this.pending, ...more]);
    this.pending = [];
    this.pendingBytes = 0;
    return taken;
  }
}
