import { describe, expect, it } from 'vitest';
import { FrameSplitter } from '../../../../lib/collector/listeners/frame-splitter';
import type { StreamPiece } from '../../../../lib/collector/listeners/stream-splitter';

const frame = (text: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(text));
  return Buffer.concat([length, Buffer.from(text)]);
};

const shown = (pieces: StreamPiece[]): string[] =>
  pieces.map(({ bytes, reason }) => reason ?? Buffer.from(bytes).toString());

describe('a frame splitter', () => {
  it('hands on whole packets, however the stream is cut', () => {
    const splitter = new FrameSplitter(1_000);
    const stream = Buffer.concat([frame('a:1|c\n'), frame('größe:2|c\nc:3|c\n')]);
    const pieces = [...stream].flatMap((byte) => splitter.push(Buffer.from([byte])));
    expect(shown(pieces)).toEqual(['a:1|c\n', 'größe:2|c\nc:3|c\n']);
    expect(shown(splitter.push(stream))).toEqual(['a:1|c\n', 'größe:2|c\nc:3|c\n']);
    expect(shown(splitter.end())).toEqual([]);
  });

  it('refuses what the end of the connection cut off', () => {
    const splitter = new FrameSplitter(1_000);
    splitter.push(frame('a:1|c\n').subarray(0, 7));
    expect(shown(splitter.end())).toEqual(['the connection ended within a frame']);
  });

  it('gives a stream up at a length that cannot be right', () => {
    const splitter = new FrameSplitter(1_000);
    expect(shown(splitter.push(Buffer.from('a:1|c\n')))).toEqual(['a frame of 2083600993 bytes']);
    expect(shown(splitter.push(frame('a:1|c\n')))).toEqual([]);
    expect(shown(splitter.end())).toEqual([]);
  });
});
