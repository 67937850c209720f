import { describe, expect, it } from 'vitest';
import { resolveClientOptions } from '../../../lib/client/resolve-client-options';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import { statsOptionsFromEnv } from '../../../lib/client/stats-options-from-env';
import { StatsError } from '../../../lib/common/stats-error';

/** The sentences of the refusal; none where there is no refusal, and no error of another kind is let through. */
function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    statsOptionsFromEnv(env);
    return [];
  } catch (error) {
    if (error instanceof StatsError && error.code === 'STATS_INVALID_OPTION') {
      return error.message.split('\n');
    }
    throw error;
  }
}

describe('the options from the environment', () => {
  it.each<[string, NodeJS.ProcessEnv, StatsClientOptions]>([
    ['nothing', {}, {}],
    ['empty variables', { STATS_URL: '', STATSD_HOST: '', DD_ENV: '', STATS_ENABLED: '' }, {}],
    ['other variables', { HOST: 'a', DEST_HOST: 'b', STATS_URLS: 'c', FLYTE_SECRETS_HOST: 'd' }, {}],
    ['STATS_URL', { STATS_URL: 'tcp://stats:8126' }, { transport: 'tcp://stats:8126' }],
    ['STATS_DIALECT', { STATS_DIALECT: 'telegraf' }, { dialect: 'telegraf' }],
    ['STATS_PREFIX', { STATS_PREFIX: 'shop' }, { prefix: 'shop' }],
    [
      'STATS_TAGS',
      { STATS_TAGS: 'env:prod, url:http://x:80 ,bare,,empty:' },
      { tags: { env: 'prod', url: 'http://x:80', bare: '', empty: '' } },
    ],
    ['STATS_TAGS of nothing', { STATS_TAGS: ' , ' }, {}],
    ['STATS_FLUSH_INTERVAL_MS', { STATS_FLUSH_INTERVAL_MS: '250.5' }, { flushIntervalMs: 250.5 }],
    ['a STATS_FLUSH_INTERVAL_MS of 0', { STATS_FLUSH_INTERVAL_MS: '0' }, { flushIntervalMs: 0 }],
    ['STATS_MAX_PACKET_BYTES', { STATS_MAX_PACKET_BYTES: '512' }, { maxPacketBytes: 512 }],
    [
      'STATS_SECRET, which goes where it is of use',
      { STATS_URL: 'https://stats/in', STATS_SECRET: 'key' },
      { transport: { type: 'https', url: 'https://stats/in', secret: 'key' } },
    ],
    [
      'STATS_SECRET, which is left alone elsewhere',
      { STATS_URL: 'udp://stats', STATS_SECRET: 'key' },
      { transport: 'udp://stats' },
    ],
    ['STATSD_HOST', { STATSD_HOST: 'stats' }, { transport: { type: 'udp', host: 'stats' } }],
    [
      'the variables of pystatsd',
      { STATSD_HOST: '::1', STATSD_PORT: '8126', STATSD_PREFIX: 'app', STATSD_MAXUDPSIZE: '1432', STATSD_IPV6: '1' },
      { transport: { type: 'udp', host: '::1', port: 8126, family: 6 }, prefix: 'app', maxPacketBytes: 1432 },
    ],
    ['STATSD_MAXUDPSIZE alone', { STATSD_MAXUDPSIZE: '512' }, { maxPacketBytes: 512 }],
    [
      'STATSD_IPV6 that is off',
      { STATSD_IPV6: '0', STATSD_PORT: '1' },
      { transport: { type: 'udp', port: 1, family: 4 } },
    ],
    [
      'the variables of sprockets',
      { STATSD_HOST: 'stats', STATSD_PORT: '8125', STATSD_PROTOCOL: 'tcp', STATSD_PREFIX: 'p', STATSD_ENABLED: 'No' },
      { transport: { type: 'tcp', host: 'stats', port: 8125 }, prefix: 'p', enabled: false },
    ],
    [
      'what is said of UDP only, with TCP',
      { STATSD_HOST: 'stats', STATSD_PROTOCOL: 'TCP', STATSD_MAXUDPSIZE: '512', STATSD_IPV6: '1' },
      { transport: { type: 'tcp', host: 'stats' } },
    ],
    [
      'the variables of heare',
      {
        STATS_CLIENT_SETTINGS__PROTOCOL: 'HTTP',
        STATS_CLIENT_SETTINGS__DEST_HOST: 'stats',
        STATS_CLIENT_SETTINGS__DEST_PORT: '8080',
        STATS_CLIENT_SETTINGS__SECRET: 'key',
        STATS_CLIENT_SETTINGS__PREFIX: 'p',
      },
      { transport: { type: 'http', url: 'http://stats:8080', secret: 'key' }, prefix: 'p' },
    ],
    [
      'heare on port 443',
      { STATS_CLIENT_SETTINGS__DEST_HOST: '::1', STATS_CLIENT_SETTINGS__DEST_PORT: '443' },
      { transport: { type: 'https', url: 'https://[::1]:443' } },
    ],
    [
      'heare over a WebSocket',
      {
        STATS_CLIENT_SETTINGS__PROTOCOL: 'ws',
        STATS_CLIENT_SETTINGS__DEST_HOST: 'stats',
        STATS_CLIENT_SETTINGS__DEST_PORT: '443',
      },
      { transport: { type: 'wss', url: 'wss://stats:443' } },
    ],
    [
      'heare over UDP',
      {
        STATS_CLIENT_SETTINGS__PROTOCOL: 'udp',
        STATS_CLIENT_SETTINGS__DEST_HOST: 'stats',
        STATS_CLIENT_SETTINGS__DEST_PORT: '8125',
      },
      { transport: { type: 'udp', host: 'stats', port: 8125 } },
    ],
    [
      'the host and port of Datadog',
      { DD_AGENT_HOST: 'agent', DD_DOGSTATSD_PORT: '8126' },
      { transport: { type: 'udp', host: 'agent', port: 8126 }, dialect: 'datadog' },
    ],
    [
      'the URL of Datadog, over its host',
      { DD_DOGSTATSD_URL: 'udp://agent:1', DD_AGENT_HOST: 'b' },
      { transport: 'udp://agent:1', dialect: 'datadog' },
    ],
    [
      'a socket of Datadog, which is one of datagrams',
      { DD_DOGSTATSD_URL: 'unix:///var/run/dsd.socket' },
      { transport: 'unixgram:///var/run/dsd.socket', dialect: 'datadog' },
    ],
    [
      'a socket of Datadog that is a stream',
      { DD_DOGSTATSD_URL: 'unixstream:///var/run/dsd.socket' },
      { transport: 'unixstream:///var/run/dsd.socket', dialect: 'datadog' },
    ],
    [
      'the tags of Datadog',
      { DD_ENV: 'prod', DD_SERVICE: 'shop', DD_VERSION: '1.2', DD_TAGS: 'env:ignored,team:a b' },
      { tags: { env: 'prod', team: 'a b', service: 'shop', version: '1.2' }, dialect: 'datadog' },
    ],
    [
      'the tags of Datadog with spaces between',
      { DD_TAGS: 'team:a zone:b' },
      { tags: { team: 'a', zone: 'b' }, dialect: 'datadog' },
    ],
  ])('are those of %s', (_what, env, options) => {
    expect(statsOptionsFromEnv(env)).toEqual(options);
    expect(() => resolveClientOptions({ aggregate: false, ...statsOptionsFromEnv(env) })).not.toThrow();
  });

  it.each<[string, boolean]>([
    ['1', true],
    ['-7', true],
    ['true', true],
    ['T', true],
    ['YES', true],
    ['on', true],
    ['0', false],
    ['000', false],
    ['false', false],
    ['f', false],
    ['no', false],
    ['OFF', false],
  ])('say of STATS_ENABLED=%s: %j', (text, enabled) => {
    expect(statsOptionsFromEnv({ STATS_ENABLED: text })).toEqual({ enabled });
    expect(statsOptionsFromEnv({ STATSD_ENABLED: text })).toEqual({ enabled });
  });

  it('come from the process where nothing is handed in', () => {
    const before = process.env['STATS_PREFIX'];
    process.env['STATS_PREFIX'] = 'of.the.process';
    try {
      expect(statsOptionsFromEnv().prefix).toBe('of.the.process');
    } finally {
      if (before === undefined) {
        delete process.env['STATS_PREFIX'];
      } else {
        process.env['STATS_PREFIX'] = before;
      }
    }
  });
});

describe('the prefix of an application', () => {
  const defaults = { service: 'shop', environment: 'prod' };

  it.each<[NodeJS.ProcessEnv, Parameters<typeof statsOptionsFromEnv>[1], string | undefined]>([
    [{}, defaults, 'applications.shop.prod'],
    [{ STATSD_HOST: 'stats' }, defaults, 'applications.shop.prod'],
    [{ STATSD_PREFIX: '' }, defaults, 'applications.shop.prod'],
    [{ STATSD_PREFIX: 'p' }, defaults, 'p'],
    [{ STATS_PREFIX: 'p' }, defaults, 'p'],
    [{}, { service: 'shop' }, undefined],
    [{}, { environment: 'prod' }, undefined],
    [{}, { service: 'shop', environment: '' }, undefined],
    [{}, {}, undefined],
  ])('%j, %j: %s', (env, given, prefix) => {
    expect(statsOptionsFromEnv(env, given).prefix).toBe(prefix);
  });
});

describe('of several variables', () => {
  const ALL: NodeJS.ProcessEnv = {
    STATS_URL: 'https://own',
    STATS_DIALECT: 'plain',
    STATS_PREFIX: 'own',
    STATS_TAGS: 'env:own,a:1',
    STATS_ENABLED: 'yes',
    STATS_MAX_PACKET_BYTES: '100',
    STATS_SECRET: 'own',
    STATSD_HOST: 'statsd',
    STATSD_PREFIX: 'statsd',
    STATSD_ENABLED: 'no',
    STATSD_MAXUDPSIZE: '200',
    STATS_CLIENT_SETTINGS__DEST_HOST: 'heare',
    STATS_CLIENT_SETTINGS__DEST_PORT: '80',
    STATS_CLIENT_SETTINGS__SECRET: 'heare',
    STATS_CLIENT_SETTINGS__PREFIX: 'heare',
    DD_AGENT_HOST: 'datadog',
    DD_ENV: 'datadog',
    DD_SERVICE: 'datadog',
  };

  function without(...prefixes: string[]): NodeJS.ProcessEnv {
    return Object.fromEntries(
      Object.entries(ALL).filter(([name]) => !prefixes.some((prefix) => name.startsWith(prefix))),
    );
  }

  it('the project’s own win', () => {
    expect(statsOptionsFromEnv(ALL)).toEqual({
      transport: { type: 'https', url: 'https://own/', secret: 'own' },
      dialect: 'plain',
      prefix: 'own',
      tags: { env: 'own', service: 'datadog', a: '1' },
      enabled: true,
      maxPacketBytes: 100,
    });
  });

  it('then those of pystatsd and sprockets, with which Datadog’s are left alone', () => {
    const own = [
      'STATS_URL',
      'STATS_DIALECT',
      'STATS_PREFIX',
      'STATS_TAGS',
      'STATS_ENABLED',
      'STATS_MAX',
      'STATS_SECRET',
    ];
    expect(statsOptionsFromEnv(without(...own))).toEqual({
      transport: { type: 'udp', host: 'statsd' },
      prefix: 'statsd',
      enabled: false,
      maxPacketBytes: 200,
    });
  });

  it('then those of heare, with our secret over theirs', () => {
    expect(statsOptionsFromEnv(without('STATSD_', 'STATS_URL', 'STATS_PREFIX', 'STATS_TAGS', 'STATS_DIALECT'))).toEqual(
      {
        transport: { type: 'http', url: 'http://heare:80', secret: 'own' },
        prefix: 'heare',
        enabled: true,
        maxPacketBytes: 100,
      },
    );
  });

  it('then those of Datadog', () => {
    expect(statsOptionsFromEnv(without('STATS'))).toEqual({
      transport: { type: 'udp', host: 'datadog' },
      dialect: 'datadog',
      tags: { env: 'datadog', service: 'datadog' },
    });
  });

  it('those that are not asked for may be wrong', () => {
    expect(statsOptionsFromEnv({ STATS_URL: 'none:', STATSD_PORT: 'x', DD_DOGSTATSD_PORT: 'y' })).toEqual({
      transport: 'none:',
      dialect: 'datadog',
    });
  });
});

describe('wrong values', () => {
  it.each<[NodeJS.ProcessEnv, string]>([
    [
      { STATS_URL: 'gopher://x' },
      "Expected `STATS_URL` to be a URL of scheme udp: tcp: tls: unix: unixgram: unixstream: http: https: ws: wss: mqueue: console: none:, got 'gopher://x'.",
    ],
    [{ STATS_URL: 'udp://x:70000' }, 'Expected `STATS_URL.port` to be a whole number from 1 to 65535, got 70000.'],
    [
      { STATS_DIALECT: 'json' },
      "Expected `STATS_DIALECT` to be statsd or plain or datadog or telegraf or graphite or prometheus or librato or signalfx or flyte or sprockets or appfirst, got 'json'.",
    ],
    [{ STATS_TAGS: 'a:b,:c' }, "Expected `STATS_TAGS` to be tags such as env:prod,zone:a, got 'a:b,:c'."],
    [
      { STATS_ENABLED: 'perhaps' },
      "Expected `STATS_ENABLED` to be one of true, t, yes, on, false, f, no, off, or a whole number, got 'perhaps'.",
    ],
    [
      { STATS_FLUSH_INTERVAL_MS: '2s' },
      "Expected `STATS_FLUSH_INTERVAL_MS` to be 0, or a number of milliseconds above 0 and up to 2147483647, got '2s'.",
    ],
    [
      { STATS_FLUSH_INTERVAL_MS: '2147483648' },
      "Expected `STATS_FLUSH_INTERVAL_MS` to be 0, or a number of milliseconds above 0 and up to 2147483647, got '2147483648'.",
    ],
    [{ STATS_MAX_PACKET_BYTES: '0' }, "Expected `STATS_MAX_PACKET_BYTES` to be a whole number from 1, got '0'."],
    [{ STATS_MAX_PACKET_BYTES: '1e3' }, "Expected `STATS_MAX_PACKET_BYTES` to be a whole number from 1, got '1e3'."],
    [
      { STATS_URL: 'https://:very-secret@x', STATS_SECRET: 'other-secret' },
      'Expected one of `STATS_SECRET` and the password of `STATS_URL`, got both.',
    ],
    [{ STATSD_HOST: 'a b' }, "Expected `STATSD_HOST` to be a host name or an IP address, got 'a b'."],
    [{ STATSD_PORT: 'x' }, "Expected `STATSD_PORT` to be a whole number from 1 to 65535, got 'x'."],
    [{ STATSD_PORT: '70000' }, "Expected `STATSD_PORT` to be a whole number from 1 to 65535, got '70000'."],
    [{ STATSD_PROTOCOL: 'gre' }, "Expected `STATSD_PROTOCOL` to be udp or tcp, got 'gre'."],
    [
      { STATSD_HOST: 'a', STATSD_MAXUDPSIZE: '-1' },
      "Expected `STATSD_MAXUDPSIZE` to be a whole number from 1, got '-1'.",
    ],
    [
      { STATSD_IPV6: 'maybe' },
      "Expected `STATSD_IPV6` to be one of true, t, yes, on, false, f, no, off, or a whole number, got 'maybe'.",
    ],
    [
      { STATS_CLIENT_SETTINGS__DEST_HOST: 'a' },
      'Expected `STATS_CLIENT_SETTINGS__DEST_PORT` to be set, as other variables of STATS_CLIENT_SETTINGS__ are.',
    ],
    [
      { STATS_CLIENT_SETTINGS__SECRET: 'very-secret', STATS_CLIENT_SETTINGS__DEST_PORT: '1' },
      'Expected `STATS_CLIENT_SETTINGS__DEST_HOST` to be set, as other variables of STATS_CLIENT_SETTINGS__ are.',
    ],
    [
      { STATS_CLIENT_SETTINGS__DEST_HOST: 'a?b#', STATS_CLIENT_SETTINGS__DEST_PORT: '1' },
      "Expected `STATS_CLIENT_SETTINGS__DEST_HOST` to be a host name or an IP address, got 'a?…'.",
    ],
    [
      {
        STATS_CLIENT_SETTINGS__PROTOCOL: 'smtp',
        STATS_CLIENT_SETTINGS__DEST_HOST: 'a',
        STATS_CLIENT_SETTINGS__DEST_PORT: '1',
      },
      "Expected `STATS_CLIENT_SETTINGS__PROTOCOL` to be http or ws or udp or tcp, got 'smtp'.",
    ],
    [{ DD_AGENT_HOST: 'a/b' }, "Expected `DD_AGENT_HOST` to be a host name or an IP address, got 'a/b'."],
    [{ DD_DOGSTATSD_PORT: '0' }, "Expected `DD_DOGSTATSD_PORT` to be a whole number from 1 to 65535, got '0'."],
    [{ DD_TAGS: ':a' }, "Expected `DD_TAGS` to be tags such as env:prod,zone:a or env:prod zone:a, got ':a'."],
  ])('are named with their variable: %j', (env, problem) => {
    expect(problemsOf(env)).toEqual([problem]);
  });

  it('of DD_DOGSTATSD_URL too', () => {
    expect(problemsOf({ DD_DOGSTATSD_URL: 'agent' })).toEqual([
      expect.stringMatching(/^Expected `DD_DOGSTATSD_URL` to be a URL/) as string,
    ]);
  });

  it('are all in one message, without secrets', () => {
    const problems = problemsOf({
      STATS_URL: 'https://:very-secret@host:x',
      STATS_SECRET: 'very-secret',
      STATS_ENABLED: 'perhaps',
      STATS_TAGS: ':',
      STATS_MAX_PACKET_BYTES: 'x',
    });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain('very-secret');
  });
});
