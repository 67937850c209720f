import type { Clock } from '../common/clock';
import type { StatsError } from '../common/stats-error';
import type { Tags } from '../common/tags';
import type { DialectOption } from '../dialects/dialect';
import type { Transport } from '../transports/transport';
import type { TransportOptions } from '../transports/transport-options';

/** Settings of a client. Every one may be left out, or `undefined`. */
export interface StatsClientOptions {
  /**
   * False: everything works, nothing is kept or sent.
   * @default true
   */
  enabled?: boolean | undefined;
  /**
   * Goes before every name, with a dot between. One trailing dot is dropped.
   * @default ''
   */
  prefix?: string | undefined;
  /**
   * Tags of every metric; those of scopes and calls win over them.
   * @default {}
   */
  tags?: Tags | undefined;
  /**
   * Where metrics go: a URL, options, or an object of one's own.
   * @default 'udp://127.0.0.1:8125'
   */
  transport?: string | TransportOptions | Transport | undefined;
  /**
   * How lines are written: choose what the server reads. A server that does not know the dialect drops lines in silence.
   * @default 'statsd'
   */
  dialect?: DialectOption | undefined;
  /**
   * True folds calls of one series between two flushes. False writes one line a call.
   * @default true
   */
  aggregate?: boolean | undefined;
  /**
   * How often what was recorded is sent, in milliseconds. Longer means fewer packets and coarser graphs. 0 sends every call
   * at once as a packet of its own, and goes with `aggregate: false` only.
   * @default 2000; 100 with `aggregate: false`
   */
  flushIntervalMs?: number | undefined;
  /**
   * The longest packet, in bytes; cut to what the transport can carry. A longer line is dropped and counted.
   * @default 1432 udp, 8192 Unix datagrams, 65536 streams, 2048 message queue, 1 MiB http and ws
   */
  maxPacketBytes?: number | undefined;
  /**
   * Live series. Beyond it a metric folds into its overflow series (the client's tags and `overflow:true`); names beyond
   * another `maxSeries` are dropped and counted.
   * @default 10_000
   */
  maxSeries?: number | undefined;
  /**
   * Values that a timer or histogram keeps between two flushes; beyond it they are a uniform sample, whose share is written
   * as `@rate`. May be `Infinity`.
   * @default 1000
   */
  maxSamples?: number | undefined;
  /** Packets that wait to be sent. */
  queue?:
    | {
        /** @default 4 MiB */
        maxBytes?: number | undefined;
        /** @default 'drop-oldest' */
        overflow?: 'drop-oldest' | 'drop-newest' | undefined;
      }
    | undefined;
  /**
   * How long `close()` and `flush()` wait for what is left to be sent, in milliseconds.
   * @default 3000
   */
  shutdownTimeoutMs?: number | undefined;
  /**
   * Sends the client's own health as metrics.
   * @default false
   */
  telemetry?: boolean | { intervalMs?: number | undefined; prefix?: string | undefined } | undefined;
  /**
   * From 0 up to 1; draws samples and the jitter of reconnecting.
   * @default Math.random
   */
  random?: (() => number) | undefined;
  /** @default the clocks of the runtime */
  clock?: Clock | undefined;
  /**
   * Hears of each kind of trouble at most once a minute. What it throws is ignored.
   * @default a warning of the process
   */
  onError?: ((error: StatsError) => void) | undefined;
}
