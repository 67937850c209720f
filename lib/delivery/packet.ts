/** Lines sent together. */
export interface Packet {
  readonly bytes: Uint8Array;
  /** How many lines they are; of a JSON body, how many values. */
  readonly lines: number;
}

/** Takes packets that are ready to go. */
export interface PacketSink {
  push(packet: Packet): void;
}
