import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePacket } from '../../../lib/collector/parse-packet';

const read = (text: string, dialect?: Parameters<typeof parsePacket>[1]): [string, string][] =>
  parsePacket(Buffer.from(text), dialect).map(({ text: line, parsed }) => [
    line,
    parsed.type === 'refused' ? parsed.reason : parsed.type,
  ]);

describe('a packet', () => {
  it('is lines parted by LF, the empty ones not counted', () => {
    expect(read('a:1|c\nb:2|g\n\nc:x|c\n')).toEqual([
      ['a:1|c', 'metric'],
      ['b:2|g', 'metric'],
      ['c:x|c', 'not a number: "x"'],
    ]);
    expect(read('')).toEqual([]);
  });

  it('is parted by two colons on appfirst, told and found out', () => {
    const lines = [
      ['a:1|c', 'metric'],
      ['b:5|g|1700000000', 'metric'],
      ['c:1,2|ms', 'metric'],
    ];
    expect(read('a:1|c::b:5|g|1700000000::c:1,2|ms', 'appfirst')).toEqual(lines);
    expect(read('a:1|c::b:5|g|1700000000::c:1,2|ms')).toEqual(lines);
  });

  it('is not parted by two colons where another dialect may write them', () => {
    expect(read('a:1|c|#path:x::y')).toEqual([['a:1|c|#path:x::y', 'metric']]);
    expect(read('_e{4,0}:a::b|')).toEqual([['_e{4,0}:a::b|', 'event']]);
    expect(read('_sc|db|0|m:a::b')).toEqual([['_sc|db|0|m:a::b', 'serviceCheck']]);
    expect(read('a:1|c::b:1|c', 'statsd')).toHaveLength(1);
  });

  it('loses only the lines that are not UTF-8', () => {
    const packet = Buffer.concat([
      Buffer.from('größe:1|c\n'),
      Buffer.from([0x61, 0xff, 0x3a]),
      Buffer.from('1|c\nb:2|c'),
    ]);
    expect(parsePacket(packet).map(({ parsed }) => parsed)).toEqual([
      { type: 'metric', name: 'größe', kind: 'counter', values: [1], rate: 1, tags: [] },
      { type: 'refused', reason: 'not UTF-8' },
      { type: 'metric', name: 'b', kind: 'counter', values: [2], rate: 1, tags: [] },
    ]);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(Array.isArray(parsePacket(bytes))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
