import type { StatsError } from '../common/stats-error';

/** What a transport needs from its client. */
export interface TransportContext {
  /** From 0 up to 1; the jitter of the delays between attempts. */
  random(): number;
  /**
   * Hears of trouble that costs no packet: a connection that failed and is tried again. The client sees to it that people
   * are not told too often. What costs a packet rejects its `send()` instead.
   */
  onError(error: StatsError): void;
}
