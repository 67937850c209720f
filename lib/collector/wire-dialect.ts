/** The ways to write a line that the collector can read. Named as the client's dialects are, and known to this folder by name only. */
export type WireDialect =
  | 'statsd'
  | 'plain'
  | 'datadog'
  | 'telegraf'
  | 'graphite'
  | 'prometheus'
  | 'librato'
  | 'signalfx'
  | 'flyte'
  | 'sprockets'
  | 'appfirst';
