import type { Dialect, DialectName } from './dialect';
import { datadogDialect } from './datadog';
import { statsdDialect } from './statsd';

/** Every dialect of the library. A new one is its file and its line here. */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
  statsd: statsdDialect,
  datadog: datadogDialect,
} satisfies Partial<Record<DialectName, Dialect>>;
