import { appfirstDialect } from './appfirst';
import { datadogDialect } from './datadog';
import type { Dialect, DialectName } from './dialect';
import { flyteDialect } from './flyte';
import { graphiteDialect } from './graphite';
import { libratoDialect } from './librato';
import { plainDialect } from './plain';
import { prometheusDialect } from './prometheus';
import { signalfxDialect } from './signalfx';
import { sprocketsDialect } from './sprockets';
import { statsdDialect } from './statsd';
import { telegrafDialect } from './telegraf';

/** Every dialect of the library. A new one is its file and its line here. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  statsd: statsdDialect,
  plain: plainDialect,
  datadog: datadogDialect,
  telegraf: telegrafDialect,
  graphite: graphiteDialect,
  prometheus: prometheusDialect,
  librato: libratoDialect,
  signalfx: signalfxDialect,
  flyte: flyteDialect,
  sprockets: sprocketsDialect,
  appfirst: appfirstDialect,
};
