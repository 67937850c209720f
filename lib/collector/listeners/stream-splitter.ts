/** A part of a stream: whole lines, or with a `reason` bytes that cannot be read as such. */
export interface StreamPiece {
  readonly bytes: Uint8Array;
  readonly reason?: string;
}

/** Cuts the stream of one connection into pieces. Holds back what is not complete, and never more than its limit. */
export interface StreamSplitter {
  push(chunk: Buffer): StreamPiece[];
  /** What is left when the connection is over. */
  end(): StreamPiece[];
}
