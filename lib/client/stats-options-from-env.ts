import { StatsError } from '../common/stats-error';
import type { Tags } from '../common/tags';
import type { DialectName } from '../dialects/dialect';
import { DIALECTS } from '../dialects/dialects';
import { EnvReader } from './env/env-reader';
import {
  DATADOG_TRANSPORT,
  HEARE_TRANSPORT,
  OWN_TRANSPORT,
  STATSD_TRANSPORT,
  type EnvTransport,
} from './env/env-transport';
import { DATADOG_TAGS, FLAG, MILLISECONDS, TAGS, TEXT, WHOLE_NUMBER, wordOf } from './env/env-values';
import { withoutUndefined } from './env/without-undefined';
import type { StatsClientOptions } from './stats-client-options';

/** The first of which a variable is set says where metrics go. */
const TRANSPORTS: readonly EnvTransport[] = [OWN_TRANSPORT, STATSD_TRANSPORT, HEARE_TRANSPORT, DATADOG_TRANSPORT];

const PREFIX = ['STATS_PREFIX', 'STATSD_PREFIX', 'STATS_CLIENT_SETTINGS__PREFIX'];
const ENABLED = ['STATS_ENABLED', 'STATSD_ENABLED'];
/** Tags of their own, which win over those of `DD_TAGS`. */
const DATADOG_TAG_OF = { env: 'DD_ENV', service: 'DD_SERVICE', version: 'DD_VERSION' } as const;
const DATADOG = [...DATADOG_TRANSPORT.variables, ...Object.values(DATADOG_TAG_OF), 'DD_TAGS'];

const DIALECT = wordOf(...(Object.keys(DIALECTS) as DialectName[]));

/**
 * Options that the environment asks for; those that it does not speak of are left out. Read once, here and nowhere else.
 *
 * - `STATS_URL`, `STATS_DIALECT`, `STATS_PREFIX`, `STATS_TAGS` (`k:v,k2:v2`), `STATS_ENABLED`, `STATS_FLUSH_INTERVAL_MS`,
 *   `STATS_MAX_PACKET_BYTES`, `STATS_SECRET`; these win over all others.
 * - `STATSD_HOST`, `_PORT`, `_PROTOCOL` (udp or tcp), `_IPV6`, `_MAXUDPSIZE`, `_PREFIX`, `_ENABLED`, as pystatsd and sprockets have them.
 * - `STATS_CLIENT_SETTINGS__PROTOCOL`, `__DEST_HOST`, `__DEST_PORT`, `__SECRET`, `__PREFIX`, as heare-stats-client has them.
 * - `DD_DOGSTATSD_URL`, `DD_AGENT_HOST`, `DD_DOGSTATSD_PORT`, `DD_ENV`, `DD_SERVICE`, `DD_VERSION`, `DD_TAGS`, as Datadog's clients
 *   have them; they choose the dialect `datadog`, and are left alone where one of the two before says where metrics go.
 *
 * @param defaults `service` and `environment`: where no variable gives a prefix, it is `applications.<service>.<environment>`
 * @throws StatsError `STATS_INVALID_OPTION` with every variable that is wrong
 */
export function statsOptionsFromEnv(
  env: NodeJS.ProcessEnv = process.env,
  defaults: { service?: string | undefined; environment?: string | undefined } = {},
): StatsClientOptions {
  const reader = new EnvReader(env);
  const source = TRANSPORTS.find(({ variables }) => reader.has(...variables));
  const transport = source?.read(reader);
  const isDatadog = source !== STATSD_TRANSPORT && source !== HEARE_TRANSPORT && reader.has(...DATADOG);
  // What pystatsd reads for datagrams of UDP says nothing of other packets.
  const isUdp =
    source === undefined || (source === STATSD_TRANSPORT && typeof transport === 'object' && transport.type === 'udp');
  const options: StatsClientOptions = {
    enabled: reader.first(ENABLED, FLAG),
    prefix: reader.first(PREFIX, TEXT) ?? applicationPrefix(defaults),
    tags: readTags(reader, isDatadog),
    transport,
    dialect: reader.read('STATS_DIALECT', DIALECT) ?? (isDatadog ? 'datadog' : undefined),
    flushIntervalMs: reader.read('STATS_FLUSH_INTERVAL_MS', MILLISECONDS),
    maxPacketBytes: reader.first(
      isUdp ? ['STATS_MAX_PACKET_BYTES', 'STATSD_MAXUDPSIZE'] : ['STATS_MAX_PACKET_BYTES'],
      WHOLE_NUMBER,
    ),
  };
  if (reader.problems.length > 0) {
    throw new StatsError('STATS_INVALID_OPTION', reader.problems.join('\n'));
  }
  return withoutUndefined(options);
}

function readTags(reader: EnvReader, isDatadog: boolean): Tags | undefined {
  const datadog = isDatadog
    ? {
        ...reader.read('DD_TAGS', DATADOG_TAGS),
        ...withoutUndefined({
          env: reader.text(DATADOG_TAG_OF.env),
          service: reader.text(DATADOG_TAG_OF.service),
          version: reader.text(DATADOG_TAG_OF.version),
        }),
      }
    : {};
  const tags = { ...datadog, ...reader.read('STATS_TAGS', TAGS) };
  return Object.keys(tags).length === 0 ? undefined : tags;
}

function applicationPrefix({
  service,
  environment,
}: {
  service?: string | undefined;
  environment?: string | undefined;
}): string | undefined {
  return service && environment ? `applications.${service}.${environment}` : undefined;
}
