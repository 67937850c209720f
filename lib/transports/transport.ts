/**
 * How a packet travels. An object of this shape is all that one's own transport needs.
 *
 * @example
 * const stats = new StatsClient({ transport: { name: 'mine', maxPacketBytes: 1432, send: async (packet) => ship(packet), close: async () => {} } });
 */
export interface Transport {
  readonly name: string;
  /** The longest packet that it can carry, in bytes; `maxPacketBytes` of the client is cut to it. */
  readonly maxPacketBytes: number;
  /** The length of packet that suits it when the client is told none, in bytes; `maxPacketBytes` when left out. */
  readonly defaultPacketBytes?: number;
  /** False while there is no connection. Leave it out where there is nothing to connect. */
  readonly connected?: boolean;
  /** How often a lost connection was made again. */
  readonly reconnects?: number;
  /**
   * What the packets look like; `datagram` when left out. `datagram`: lines with separators between them. `stream`: every
   * line ends with LF. `json`: one JSON object of groups, the dialect is not asked.
   */
  readonly framing?: Framing;
  /**
   * Connects, once. The first `send()` comes when it has settled: one that has to try again settles after its first attempt.
   * A rejection is told and does no harm.
   */
  open?(): Promise<void>;
  /** Gives everything back. A `send()` that is still waiting rejects. */
  close(): Promise<void>;
  /**
   * One call at a time. The bytes are valid until the promise settles: copy them to keep them. A rejection is counted and
   * told, never thrown on.
   */
  send(packet: Uint8Array): Promise<void>;
  /** For a transport that is done with a packet at once: used in place of `send`. What it throws is counted and told. */
  readonly sendSync?: ((packet: Uint8Array) => void) | undefined;
}

export type Framing = 'datagram' | 'stream' | 'json';
