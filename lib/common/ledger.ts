import { StatsError, type StatsErrorCode } from './stats-error';
import type { Warner } from './warner';

/** Why a call was not recorded, or a line not delivered. */
export interface Dropped {
  /** Calls: a bad number, name, member, rate or line. */
  invalid: number;
  /** Calls after `close()`. */
  closed: number;
  /** Calls of names beyond what `maxSeries` leaves room for. */
  seriesLimit: number;
  /** Calls of a kind that the dialect cannot write. */
  unsupported: number;
  /** Lines that the queue had no room for. */
  queueFull: number;
  /** Lines longer than a packet. */
  oversize: number;
  /** Lines that the transport could not deliver. */
  transport: number;
}

/** What became of every call and of every line. The sums hold at any moment: see `DeliveryReport`. */
export class Ledger {
  recorded = 0;
  sampledOut = 0;
  lines = 0;
  packets = 0;
  bytes = 0;
  droppedTags = 0;
  lastError: StatsError | undefined;
  readonly dropped: Dropped = {
    invalid: 0,
    closed: 0,
    seriesLimit: 0,
    unsupported: 0,
    queueFull: 0,
    oversize: 0,
    transport: 0,
  };

  constructor(private readonly warner: Warner) {}

  /** Counts a loss and tells of it. */
  drop(reason: keyof Dropped, count: number, message: string): void {
    this.dropped[reason] += count;
    this.tell(reason === 'invalid' ? 'STATS_INVALID_CALL' : 'STATS_DROPPED', reason, message);
  }

  /** A tag whose value cannot be written, or whose key the dialect reserves, is left out of its line. */
  dropTag(message: string): void {
    this.droppedTags += 1;
    this.tell('STATS_DROPPED', 'tag', message);
  }

  /** `kind` tells apart what is told separately under one code. */
  tell(code: StatsErrorCode, kind: string, message: string): void {
    this.lastError = this.warner.warn(kind, () => new StatsError(code, message));
  }

  /** Tells of an error that was made elsewhere. */
  warn(kind: string, error: StatsError): void {
    this.lastError = this.warner.warn(kind, () => error);
  }

  get droppedLines(): number {
    const { queueFull, oversize, transport } = this.dropped;
    return queueFull + oversize + transport;
  }
}
