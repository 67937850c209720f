import type { Chunk } from './chunk';

/** Lines sent together. */
export interface Packet {
  readonly bytes: Uint8Array;
  /** How many lines they are; of a JSON body, how many values. */
  readonly lines: number;
  /** What the bytes are part of; to be released when they are needed no more. */
  readonly chunk?: Chunk | undefined;
}

/** Takes packets that are ready to go. */
export interface PacketSink {
  push(packet: Packet): void;
}
