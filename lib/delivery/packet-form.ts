import type { Framing } from '../transports/transport';

/** What a packet of lines may be. */
export interface PacketForm {
  readonly maxBytes: number;
  /** What stands between two lines. */
  readonly between: string;
  /** What stands after each line. */
  readonly after: string;
  /** True where each line, or block of lines, is a packet of its own. */
  readonly isLineAlone: boolean;
}

/** Datagrams carry separators between their lines; on a stream every line ends with LF, whatever the dialect. */
export function packetForm(framing: Framing, separator: string, maxBytes: number, isLineAlone: boolean): PacketForm {
  return framing === 'stream'
    ? { maxBytes, between: '', after: '\n', isLineAlone }
    : { maxBytes, between: separator, after: '', isLineAlone };
}

/** Packets that become blocks in the packets of another writer, which ends them as it ends its lines. */
export function blockForm(outer: PacketForm): PacketForm {
  return {
    maxBytes: outer.maxBytes - outer.after.length,
    between: outer.after + outer.between,
    after: '',
    isLineAlone: false,
  };
}
