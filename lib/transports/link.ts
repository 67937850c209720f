/** One connection, from the first attempt to its end. */
export interface Link {
  /**
   * Hands a packet over. `done` is called when it has been taken whole, or with an error when it can never be; not at all
   * when the connection fails first.
   */
  write(packet: Uint8Array, done: (refusal?: Error) => void): void;
  /** Closes when what was written is on its way to the server, by force where that takes too long. */
  end(): Promise<void>;
  destroy(): void;
}

/** What a link tells, never before `Dial` has returned. */
export interface LinkEvents {
  /** Connected: packets may be written. */
  up(): void;
  /** Could not connect, or the connection is lost. Nothing follows. */
  down(cause: unknown): void;
}

/** Starts one attempt to connect. */
export type Dial = (events: LinkEvents) => Link;
