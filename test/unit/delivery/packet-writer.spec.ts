import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, numberText } from '../../../lib/common/number-text';
import { packetForm, type PacketForm } from '../../../lib/delivery/packet-form';
import { PacketWriter } from '../../../lib/delivery/packet-writer';
import { ledgerOf } from '../../support/ledger-of';

interface Written {
  readonly packets: string[];
  readonly lines: number[];
  readonly oversize: number;
}

/** Writes lines, or blocks of lines, each as one `text` call or byte by byte. */
function write(form: PacketForm, blocks: readonly (readonly string[])[]): Written {
  const { ledger } = ledgerOf();
  const packets: string[] = [];
  const counts: number[] = [];
  const sink = {
    push: ({ bytes, lines }: { bytes: Uint8Array; lines: number }): void => {
      packets.push(Buffer.from(bytes).toString());
      counts.push(lines);
    },
  };
  const writer = new PacketWriter(form, sink, ledger);
  for (const block of blocks) {
    writer.begin();
    for (const [index, line] of block.entries()) {
      if (index > 0) {
        writer.breakLine();
      }
      writer.text(line);
    }
    writer.end(block.length);
  }
  writer.finish();
  writer.finish();
  return { packets, lines: counts, oversize: ledger.dropped.oversize };
}

/** What it has to be, in the simplest words: a packet takes a block as long as it fits. */
function expected(form: PacketForm, blocks: readonly (readonly string[])[]): Written {
  const packets: string[] = [];
  const lines: number[] = [];
  let oversize = 0;
  for (const block of blocks) {
    const text = block.map((line) => line + form.after).join(form.between);
    const last = packets.at(-1);
    const longer = last === undefined ? undefined : last + form.between + text;
    if (Buffer.byteLength(text) > form.maxBytes) {
      oversize += block.length;
    } else if (longer !== undefined && !form.isLineAlone && Buffer.byteLength(longer) <= form.maxBytes) {
      packets[packets.length - 1] = longer;
      lines[lines.length - 1]! += block.length;
    } else {
      packets.push(text);
      lines.push(block.length);
    }
  }
  return { packets, lines, oversize };
}

describe('packing', () => {
  const blocks = [['a:1|c'], ['größe:2|c'], ['c:3|c', 'c:-3|g'], ['d'], ['日本:4|c'], ['ee:5|c']];
  const whole = Buffer.byteLength(blocks.flat().join('\n')) + 2;

  it.each(['datagram', 'stream'] as const)('fills every size of a %s packet to the byte', (framing) => {
    for (let maxBytes = 1; maxBytes <= whole; maxBytes += 1) {
      const form = packetForm(framing, '\n', maxBytes, false);
      expect({ maxBytes, ...write(form, blocks) }).toEqual({ maxBytes, ...expected(form, blocks) });
    }
  });

  it('puts a line that fills the packet to the last byte in', () => {
    expect(write(packetForm('datagram', '\n', 11, false), [['a:1|c'], ['b:2|c']]).packets).toEqual(['a:1|c\nb:2|c']);
    expect(write(packetForm('datagram', '\n', 10, false), [['a:1|c'], ['b:2|c']]).packets).toEqual(['a:1|c', 'b:2|c']);
    expect(write(packetForm('stream', '\n', 12, false), [['a:1|c'], ['b:2|c']]).packets).toEqual(['a:1|c\nb:2|c\n']);
    expect(write(packetForm('stream', '\n', 11, false), [['a:1|c'], ['b:2|c']]).packets).toEqual([
      'a:1|c\n',
      'b:2|c\n',
    ]);
  });

  it('counts bytes, not characters', () => {
    expect(write(packetForm('datagram', '\n', 7, false), [['größe']])).toEqual({
      packets: ['größe'],
      lines: [1],
      oversize: 0,
    });
    expect(write(packetForm('datagram', '\n', 6, false), [['größe']])).toEqual({ packets: [], lines: [], oversize: 1 });
  });

  it('joins with the separator of the dialect', () => {
    expect(write(packetForm('datagram', '::', 12, false), [['a:1|c'], ['b:2|c'], ['c:3|c']]).packets).toEqual([
      'a:1|c::b:2|c',
      'c:3|c',
    ]);
  });

  it('sends each line, or block, alone where that is wanted', () => {
    expect(write(packetForm('datagram', '\n', 100, true), [['a'], ['b', 'c'], ['d']])).toEqual({
      packets: ['a', 'b\nc', 'd'],
      lines: [1, 2, 1],
      oversize: 0,
    });
  });

  it('packs whatever comes as the simplest words say', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('x', 'ü', '€', '😀'), maxLength: 90 }),
    );
    const framings = fc.constantFrom('datagram', 'stream');
    fc.assert(
      fc.property(
        framings,
        fc.constantFrom('\n', '::'),
        fc.integer({ min: 1, max: 150 }),
        fc.boolean(),
        fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 40 }),
        (framing, separator, maxBytes, isLineAlone, some) => {
          const form = packetForm(framing, separator, maxBytes, isLineAlone);
          expect(write(form, some)).toEqual(expected(form, some));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('goes on in a new chunk without losing what the packet holds', () => {
    const long = Array.from({ length: 400 }, (_, i) => [`${'n'.repeat(i)}:${i}|c`]);
    const form = packetForm('datagram', '\n', 1_432, false);
    expect(write(form, long)).toEqual(expected(form, long));
  });

  it('hands out packets that later lines do not change', () => {
    const { ledger } = ledgerOf();
    const packets: Uint8Array[] = [];
    const writer = new PacketWriter(
      packetForm('datagram', '\n', 10, false),
      { push: ({ bytes }) => packets.push(bytes) },
      ledger,
    );
    for (let i = 0; i < 20_000; i += 1) {
      writer.begin();
      writer.text(`line${i}`);
      writer.end(1);
    }
    writer.finish();
    expect(packets.map((packet) => Buffer.from(packet).toString())).toEqual(
      Array.from({ length: 20_000 }, (_, i) => `line${i}`),
    );
  });

  it('tells of a line that is too long, with its length and the option that helps', () => {
    const { ledger, told } = ledgerOf();
    const writer = new PacketWriter(packetForm('stream', '\n', 5, false), { push: () => {} }, ledger);
    writer.begin();
    writer.text('a:1|c');
    writer.end(1);
    expect(told).toEqual(['A line of 6 bytes was dropped: a packet holds 5 (option maxPacketBytes).']);
  });

  it('takes a line back to a length of it', () => {
    const { ledger } = ledgerOf();
    const packets: string[] = [];
    const writer = new PacketWriter(
      packetForm('datagram', '\n', 100, false),
      { push: ({ bytes }) => packets.push(Buffer.from(bytes).toString()) },
      ledger,
    );
    writer.begin();
    writer.text('a:1');
    const { length } = writer;
    writer.text(':22222');
    writer.cut(length);
    writer.text('|ms');
    writer.end(1);
    writer.finish();
    expect(packets).toEqual(['a:1|ms']);
  });
});

describe('numbers', () => {
  function textOf(put: (writer: PacketWriter) => void): string {
    let text = '';
    const writer = new PacketWriter(
      packetForm('datagram', '\n', 1_000, false),
      { push: ({ bytes }) => void (text = Buffer.from(bytes).toString()) },
      ledgerOf().ledger,
    );
    writer.begin();
    put(writer);
    writer.end(1);
    writer.finish();
    return text;
  }

  it.each([0, -0, 1, -1, 9, 10, 99, 100, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) + 1, 2 ** 53, 1e21, 0.1, -1e-7])(
    'writes %d as numberText does',
    (value) => {
      expect(textOf((writer) => writer.number(value))).toBe(numberText(value));
    },
  );

  it('writes any number as numberText does', () => {
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(number, (value) => {
        expect(textOf((writer) => writer.number(value))).toBe(numberText(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    0, -0, 1, 0.5, 0.1, 12.345678, 0.0000005, 0.00000049, 0.9999995, 0.99999949, 899_999.999999, 900_000.000001, 1e15,
    -0.25, -0.0000001, 2.5e-6, 1.0000005, 5e-7, 1e21,
  ])('writes a duration of %d as durationText does', (ms) => {
    expect(textOf((writer) => writer.duration(ms))).toBe(durationText(ms));
  });

  it('writes any duration as durationText does, ties among them', () => {
    const duration = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1_000_000, max: 1_000_000, noNaN: true }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.integer({ min: 0, max: 2_000_000_000 }).map((halves) => halves / 2_000_000),
      fc.integer({ min: 0, max: 1_000_000_000 }).map((millionths) => millionths / 1_000_000),
    );
    fc.assert(
      fc.property(duration, (ms) => {
        expect(textOf((writer) => writer.duration(ms))).toBe(durationText(ms));
      }),
      { numRuns: 10_000 },
    );
  });
});
