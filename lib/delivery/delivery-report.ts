import type { Dropped } from '../common/ledger';
import type { StatsError } from '../common/stats-error';

/**
 * What became of every call and every line since the start. Every call is `recorded`, `sampledOut`, or under one of the call
 * reasons `invalid`, `closed`, `seriesLimit`, `unsupported`. Every line written is in `lines`, still queued, or under one of
 * the line reasons `queueFull`, `oversize`, `transport`. Calls of a pipeline are counted when it sends.
 */
export interface DeliveryReport {
  recorded: number;
  sampledOut: number;
  /** Handed to the kernel (datagrams, streams), acknowledged (HTTP) or written (WebSocket). */
  lines: number;
  packets: number;
  bytes: number;
  /** Bytes that wait to be sent. */
  queuedBytes: number;
  connected: boolean;
  reconnects: number;
  /** Live series. */
  series: number;
  /** Tags left out: their value was an object, or their key is one that the dialect reserves. */
  droppedTags: number;
  lastError?: StatsError;
  dropped: Dropped;
}

/** What one `flush()` or `close()` did. */
export interface FlushResult {
  lines: number;
  packets: number;
  bytes: number;
  /** Lines lost meanwhile; `report().dropped` has the reasons. */
  dropped: number;
  /** True where the time was too short; what a flush leaves stays queued, what a close leaves is dropped. */
  timedOut: boolean;
}
