/** What went wrong, for programs; the message is for people. */
export type StatsErrorCode =
  /** An option given at construction is wrong; the message names every wrong one. */
  | 'STATS_INVALID_OPTION'
  /** An optional package is needed; the message says what to install. */
  | 'STATS_MISSING_PACKAGE'
  /** `stop()` of a timer that was never started. */
  | 'STATS_TIMER_NOT_STARTED'
  /** `send()` of a timer that has measured nothing. */
  | 'STATS_TIMER_NO_DATA'
  /** `send()` of a measurement that was sent before. */
  | 'STATS_TIMER_ALREADY_SENT'
  /** A call was refused: a bad number, name, member, rate or line. */
  | 'STATS_INVALID_CALL'
  /** Lines were dropped: the queue was full, a line too long, a kind unsupported, a limit reached. */
  | 'STATS_DROPPED'
  /** The transport could not open, connect or send. */
  | 'STATS_TRANSPORT'
  /** `forFeature` found no global client of the name it asks for. */
  | 'STATS_NOT_GLOBAL'
  /** A decorator stands where it cannot work, or two modules claim one client name. */
  | 'STATS_INVALID_SETUP';

/** The one error class of this library. Switch on `code`: messages may change. */
export class StatsError extends Error {
  override readonly name = 'StatsError';

  constructor(
    readonly code: StatsErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
