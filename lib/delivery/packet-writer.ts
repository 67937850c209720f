import { durationText, numberText } from '../common/number-text';
import type { Ledger } from '../common/ledger';
import type { LineOutput } from '../dialects/line-output';
import { STRIDE_BYTES, type TextPage } from '../dialects/text-page';
import { Chunk } from './chunk';
import { ChunkPool } from './chunk-pool';
import type { Packet, PacketSink } from './packet';
import type { PacketForm } from './packet-form';

/** Shorter text is copied faster character by character than by a call into native code. */
const NATIVE_COPY_FROM = 40;
/** Up to it the millionths of a number are exact to a thousandth, so that rounding them is right but next to a tie. */
const MAX_FIXED_POINT = 900_000;
const NEARLY_A_TIE = 0.499;
const LONGEST_NUMBER = 32;
/** Before the first line. */
const NO_ROOM = new Chunk(Buffer.allocUnsafeSlow(0), () => {});

/**
 * Fills packets with lines, in preallocated memory. A packet grows line by line; the line that makes it too long becomes the
 * first of the next one, without being copied: packets are views of one chunk, one after the other.
 */
export class PacketWriter implements LineOutput {
  private readonly chunks = new ChunkPool();
  private chunk = NO_ROOM;
  private position = 0;
  private packetStart = 0;
  private lineStart = 0;
  private lines = 0;

  constructor(
    private readonly form: PacketForm,
    private readonly sink: PacketSink,
    private readonly ledger: Ledger,
  ) {}

  get limit(): number {
    return this.form.maxBytes - this.form.after.length;
  }

  get length(): number {
    return this.position - this.lineStart;
  }

  begin(): void {
    if (this.lines > 0) {
      this.text(this.form.between);
    }
    this.lineStart = this.position;
  }

  end(lines: number): void {
    this.text(this.form.after);
    const length = this.position - this.lineStart;
    if (length > this.form.maxBytes) {
      this.position = this.lineEnd();
      this.lineStart = this.position;
      this.ledger.drop(
        'oversize',
        lines,
        `A line of ${length} bytes was dropped: a packet holds ${this.form.maxBytes} (option maxPacketBytes).`,
      );
      return;
    }
    const isFull = this.position - this.packetStart > this.form.maxBytes;
    const full = isFull ? this.take(this.lineEnd(), this.lineStart) : undefined;
    this.lines += lines;
    // Last of all: who is told of a packet that finds no room may write here again.
    if (full !== undefined) {
      this.sink.push(full);
    }
    if (this.form.isLineAlone) {
      this.finish();
    }
  }

  /** Hands on what has been written since the last packet. */
  finish(): void {
    if (this.lines > 0) {
      this.sink.push(this.take(this.position, this.position));
    }
  }

  text(text: string): void {
    const length = text.length;
    // UTF-8 takes at most three bytes a UTF-16 unit.
    this.ensure(length * 3);
    if (length >= NATIVE_COPY_FROM) {
      this.position += this.chunk.bytes.write(text, this.position);
      return;
    }
    const { bytes } = this.chunk;
    let position = this.position;
    for (let i = 0; i < length; i += 1) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.position += this.chunk.bytes.write(text, this.position);
        return;
      }
      bytes[position] = code;
      position += 1;
    }
    this.position = position;
  }

  copy(page: TextPage, start: number, end: number): void {
    this.ensure(end - start + STRIDE_BYTES);
    const from = page.view;
    const to = this.chunk.view;
    let position = this.position;
    // Eight bytes a turn: a line's texts take 20 ns so, 55 with `Buffer.copy` or `Buffer.write`, 70 byte by byte. The number that
    // carries them keeps its bits, because it is never NaN: UTF-8 has no 0xff, and nothing below 0x80 behind 0xf0 and above.
    // What is written beyond the end is written over by what follows.
    for (let at = start; at < end; at += STRIDE_BYTES) {
      to.setFloat64(position, from.getFloat64(at, true), true);
      position += STRIDE_BYTES;
    }
    this.position += end - start;
  }

  number(value: number): void {
    // `| 0` keeps exactly the numbers of 32 bits, of which by far the most are.
    if ((value | 0) === value && value > -2_147_483_648) {
      this.ensure(LONGEST_NUMBER);
      this.sign(value);
      this.digits(Math.abs(value));
    } else {
      this.text(numberText(value));
    }
  }

  duration(ms: number): void {
    const size = Math.abs(ms);
    const scaled = size * 1e6;
    const millionths = Math.round(scaled);
    if (size > MAX_FIXED_POINT || Math.abs(scaled - millionths) > NEARLY_A_TIE) {
      this.text(durationText(ms));
      return;
    }
    this.ensure(LONGEST_NUMBER);
    const whole = Math.floor(millionths / 1e6);
    const fraction = millionths - whole * 1e6;
    if (millionths > 0) {
      this.sign(ms);
    }
    this.digits(whole);
    if (fraction > 0) {
      this.fraction(fraction);
    }
  }

  bytes(lines: Uint8Array): void {
    this.ensure(lines.length);
    this.chunk.bytes.set(lines, this.position);
    this.position += lines.length;
  }

  cut(length: number): void {
    this.position = this.lineStart + length;
  }

  breakLine(): void {
    this.text(this.form.after);
    this.text(this.form.between);
  }

  private sign(value: number): void {
    if (value < 0) {
      this.chunk.bytes[this.position] = 45;
      this.position += 1;
    }
  }

  /** A whole number of 31 bits, which `| 0` keeps one: dividing it is several times faster than dividing doubles. */
  private digits(value: number): void {
    let width = 1;
    for (let power = 10; power <= value; power *= 10) {
      width += 1;
    }
    const { bytes } = this.chunk;
    const first = this.position;
    this.position += width;
    let rest = value | 0;
    for (let at = first + width - 1; at >= first; at -= 1) {
      const tenth = (rest / 10) | 0;
      bytes[at] = 48 + (rest - tenth * 10);
      rest = tenth;
    }
  }

  /** Millionths behind the point, 1 to 999999, without the zeros at the end. */
  private fraction(millionths: number): void {
    const { bytes } = this.chunk;
    const point = this.position;
    bytes[point] = 46;
    let rest = millionths | 0;
    for (let at = point + 6; at > point; at -= 1) {
      const tenth = (rest / 10) | 0;
      bytes[at] = 48 + (rest - tenth * 10);
      rest = tenth;
    }
    let last = point + 6;
    while (bytes[last] === 48) {
      last -= 1;
    }
    this.position = last + 1;
  }

  /** The packet up to `end`; the next one begins at `next`. */
  private take(end: number, next: number): Packet {
    this.chunk.hold();
    const packet = { bytes: this.chunk.bytes.subarray(this.packetStart, end), lines: this.lines, chunk: this.chunk };
    this.packetStart = next;
    this.lines = 0;
    return packet;
  }

  /** Where the line before the current one ended: before the separator, where there is one. */
  private lineEnd(): number {
    return this.lines > 0 ? this.lineStart - this.form.between.length : this.lineStart;
  }

  private ensure(bytes: number): void {
    if (this.position + bytes > this.chunk.bytes.length) {
      this.makeRoom(bytes);
    }
  }

  /** What is written of the current packet moves into the next chunk. */
  private makeRoom(bytes: number): void {
    const written = this.position - this.packetStart;
    const chunk = this.chunks.take(written + bytes);
    this.chunk.bytes.copy(chunk.bytes, 0, this.packetStart, this.position);
    this.chunk.release();
    this.chunk = chunk;
    this.lineStart -= this.packetStart;
    this.position = written;
    this.packetStart = 0;
  }
}
