/** What is told of a call: that it began, and once for each beginning how it ended. No member may throw. */
export interface Recording<Began> {
  /** A call begins; for an Observable or an async iterable, every subscription. What it returns is handed to the end. */
  begin(): Began;
  /** `result` is the value, or what the promise resolved to; `undefined` for iterators, Observables and streams. */
  succeed(began: Began, result: unknown): void;
  fail(began: Began, error: unknown): void;
  /** The call returned something that stands still until it is asked: a thenable, an iterator, an Observable. */
  pause?(began: Began): void;
  /** It was asked for the first time. Never follows for what was paused and begins anew at each subscription. */
  resume?(began: Began): void;
}
