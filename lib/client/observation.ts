/** A gauge that is read at every flush. */
export interface Observation {
  /** Reads no more. */
  stop(): void;
  [Symbol.dispose](): void;
}
