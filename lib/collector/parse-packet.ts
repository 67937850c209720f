import { isUtf8 } from 'node:buffer';
import { parseLine } from './parse-line';
import type { ParsedLine } from './parsed-line';
import { refused } from './parsed-line';
import type { WireDialect } from './wire-dialect';

/** One line as it came, and what was made of it. */
export interface PacketLine {
  readonly text: string;
  readonly parsed: ParsedLine;
}

/**
 * The lines of a packet: parted by LF, and by `::` in the `appfirst` dialect. Empty lines are none. Without a `dialect` each
 * line's is found out, and `::` parts lines where no other dialect would write it: tags, events and checks may hold it.
 */
export function parsePacket(bytes: Uint8Array, dialect?: WireDialect): PacketLine[] {
  const packet = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines: PacketLine[] = [];
  const isClean = isUtf8(packet);
  for (const text of packet.toString('utf8').split('\n')) {
    // What could not be decoded reads as U+FFFD; a line of a broken packet without one is whole.
    if (!isClean && text.includes('\ufffd')) {
      lines.push({ text, parsed: refused('not UTF-8') });
      continue;
    }
    for (const part of partsOf(text, dialect)) {
      if (part !== '') {
        lines.push({ text: part, parsed: parseLine(part, dialect) });
      }
    }
  }
  return lines;
}

function partsOf(text: string, dialect: WireDialect | undefined): string[] {
  if (!text.includes('::')) {
    return [text];
  }
  const isAppfirst =
    dialect === 'appfirst' ||
    (dialect === undefined && !text.includes('|#') && !text.startsWith('_e{') && !text.startsWith('_sc|'));
  return isAppfirst ? text.split('::') : [text];
}
