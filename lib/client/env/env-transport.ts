import { checkTransport } from '../../transports/check-transport';
import { HOST, unmet } from '../../transports/expectation';
import { parseTransportUrl } from '../../transports/parse-transport-url';
import type { HttpOptions, TransportOptions } from '../../transports/transport-options';
import type { EnvReader } from './env-reader';
import { FLAG, PORT_NUMBER, wordOf } from './env-values';
import { withoutUndefined } from './without-undefined';

/** One way to say where metrics go. */
export interface EnvTransport {
  /** The variables of which one at least has to be set. */
  readonly variables: readonly string[];
  /** `undefined` where a variable is wrong; the reader has the problem then. */
  read(env: EnvReader): string | TransportOptions | undefined;
}

const HEARE = {
  protocol: 'STATS_CLIENT_SETTINGS__PROTOCOL',
  host: 'STATS_CLIENT_SETTINGS__DEST_HOST',
  port: 'STATS_CLIENT_SETTINGS__DEST_PORT',
  secret: 'STATS_CLIENT_SETTINGS__SECRET',
} as const;

export const OWN_TRANSPORT: EnvTransport = {
  variables: ['STATS_URL'],
  read: (env) => withSecret(env, readUrl(env, 'STATS_URL', env.text('STATS_URL') ?? '')),
};

/** pystatsd and sprockets. */
export const STATSD_TRANSPORT: EnvTransport = {
  variables: ['STATSD_HOST', 'STATSD_PORT', 'STATSD_PROTOCOL', 'STATSD_IPV6'],
  read(env) {
    const type = env.read('STATSD_PROTOCOL', wordOf('udp', 'tcp')) ?? 'udp';
    const host = env.readText('STATSD_HOST', HOST);
    const port = env.read('STATSD_PORT', PORT_NUMBER);
    const isIpv6 = env.read('STATSD_IPV6', FLAG);
    return type === 'tcp' || isIpv6 === undefined
      ? withoutUndefined({ type, host, port })
      : withoutUndefined({ type, host, port, family: isIpv6 ? 6 : 4 });
  },
};

/** heare-stats-client: HTTP where nothing else is said, encrypted on port 443. */
export const HEARE_TRANSPORT: EnvTransport = {
  variables: Object.values(HEARE),
  read(env) {
    const protocol = env.read(HEARE.protocol, wordOf('http', 'ws', 'udp', 'tcp')) ?? 'http';
    const host = env.readText(HEARE.host, HOST);
    const port = env.read(HEARE.port, PORT_NUMBER);
    for (const name of [HEARE.host, HEARE.port]) {
      if (!env.has(name)) {
        env.problems.push(`Expected \`${name}\` to be set, as other variables of STATS_CLIENT_SETTINGS__ are.`);
      }
    }
    if (host === undefined || port === undefined) {
      return undefined;
    }
    if (protocol === 'udp' || protocol === 'tcp') {
      return { type: protocol, host, port };
    }
    const type = port === 443 ? (`${protocol}s` as const) : protocol;
    const url = `${type}://${host.includes(':') ? `[${host}]` : host}:${port}`;
    if (checkTransport({ type, url }).length > 0) {
      env.problems.push(unmet(HEARE.host, HOST, host));
    }
    return withoutUndefined({ type, url, secret: env.text('STATS_SECRET') ?? env.text(HEARE.secret) });
  },
};

export const DATADOG_TRANSPORT: EnvTransport = {
  variables: ['DD_DOGSTATSD_URL', 'DD_AGENT_HOST', 'DD_DOGSTATSD_PORT'],
  read(env) {
    const url = env.text('DD_DOGSTATSD_URL');
    if (url !== undefined) {
      // Datadog's unix: is a socket of datagrams, ours is one of streams.
      return readUrl(env, 'DD_DOGSTATSD_URL', url.replace(/^unix:/i, 'unixgram:'));
    }
    return withoutUndefined({
      type: 'udp' as const,
      host: env.readText('DD_AGENT_HOST', HOST),
      port: env.read('DD_DOGSTATSD_PORT', PORT_NUMBER),
    });
  },
};

function readUrl(env: EnvReader, name: string, url: string): string | undefined {
  const problems = checkTransport(url, name);
  env.problems.push(...problems);
  return problems.length > 0 ? undefined : url;
}

/** The secret goes to those transports that know what to do with one. */
function withSecret(env: EnvReader, url: string | undefined): string | TransportOptions | undefined {
  const secret = env.text('STATS_SECRET');
  if (url === undefined || secret === undefined) {
    return url;
  }
  const options = parseTransportUrl(url);
  if (!isHttp(options)) {
    return url;
  }
  if (options.secret !== undefined) {
    env.problems.push('Expected one of `STATS_SECRET` and the password of `STATS_URL`, got both.');
  }
  return { ...options, secret };
}

function isHttp(options: TransportOptions): options is TransportOptions & HttpOptions {
  return 'url' in options;
}
