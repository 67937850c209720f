import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../../lib/collector/listeners/line-splitter';
import type { StreamPiece } from '../../../../lib/collector/listeners/stream-splitter';

const shown = (pieces: StreamPiece[]): [string, string?][] =>
  pieces.map(({ bytes, reason }) => {
    const text = Buffer.from(bytes).toString();
    return reason === undefined ? [text] : [text, reason];
  });

describe('a line splitter', () => {
  it('hands on whole lines and holds back the rest', () => {
    const splitter = new LineSplitter(100);
    expect(shown(splitter.push(Buffer.from('a:1|c\nb:2')))).toEqual([['a:1|c\n']]);
    expect(shown(splitter.push(Buffer.from('|')))).toEqual([]);
    expect(shown(splitter.push(Buffer.from('c\nc:3|c\n')))).toEqual([['b:2|c\nc:3|c\n']]);
    expect(shown(splitter.end())).toEqual([]);
  });

  it('refuses what the end of the connection cut off', () => {
    const splitter = new LineSplitter(100);
    splitter.push(Buffer.from('a:1|c\nb:2'));
    expect(shown(splitter.end())).toEqual([['b:2', 'the connection ended within a line']]);
  });

  it('refuses an overlong line once and reads on behind it', () => {
    const splitter = new LineSplitter(10);
    expect(shown(splitter.push(Buffer.from('a:1|c\n12345678901')))).toEqual([
      ['a:1|c\n'],
      ['12345678901', 'a line of more than 10 bytes'],
    ]);
    expect(shown(splitter.push(Buffer.from('xxxxxxxxxxxxxxxxxxxxxx')))).toEqual([]);
    expect(shown(splitter.push(Buffer.from('xx\nb:2|c\n')))).toEqual([['b:2|c\n']]);
  });

  it('refuses a line that grows overlong within the piece that ends it', () => {
    const splitter = new LineSplitter(10);
    expect(shown(splitter.push(Buffer.from('1234567890')))).toEqual([]);
    expect(shown(splitter.push(Buffer.from('1\nb:2|c\nc')))).toEqual([
      ['12345678901', 'a line of more than 10 bytes'],
      ['b:2|c\n'],
    ]);
    expect(shown(splitter.push(Buffer.from(':3|c\n')))).toEqual([['c:3|c\n']]);
  });

  it('hands on the same lines however the stream is cut', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', ':'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.array(fc.nat(200)), (lines, cuts) => {
        const stream = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const splitter = new LineSplitter(100);
        const bounds = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
        const pieces = bounds.slice(1).flatMap((to, index) => splitter.push(stream.subarray(bounds[index], to)));
        expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
        expect(splitter.end()).toEqual([]);
      }),
    );
  });
});
