import { describe, expect, it } from 'vitest';
import { parseTransportUrl } from '../../../lib/transports/parse-transport-url';

describe('parseTransportUrl', () => {
  it.each([
    ['udp://stats.internal:9125', { type: 'udp', host: 'stats.internal', port: 9125 }],
    ['udp://stats.internal', { type: 'udp', host: 'stats.internal' }],
    ['udp://', { type: 'udp' }],
    ['udp://[::1]:8125', { type: 'udp', host: '::1', port: 8125 }],
    ['UDP://127.0.0.1:8125', { type: 'udp', host: '127.0.0.1', port: 8125 }],
    ['tcp://127.0.0.1:8125/', { type: 'tcp', host: '127.0.0.1', port: 8125 }],
    ['tls://[fe80::2]:8126', { type: 'tls', host: 'fe80::2', port: 8126 }],
    ['unix:///var/run/stats.sock', { type: 'unix', path: '/var/run/stats.sock' }],
    ['unix:///a%20b:99999', { type: 'unix', path: '/a b:99999' }],
    ['unixgram:///var/run/datadog/dsd.socket', { type: 'unixgram', path: '/var/run/datadog/dsd.socket' }],
    ['unixstream:///dsd.socket', { type: 'unixstream', path: '/dsd.socket' }],
    ['http://127.0.0.1:8080', { type: 'http', url: 'http://127.0.0.1:8080/' }],
    ['https://:s%40c%2Fret@host/in?a=1', { type: 'https', url: 'https://host/in?a=1', secret: 's@c/ret' }],
    ['http://[::1]:80/x', { type: 'http', url: 'http://[::1]/x' }],
    ['ws://host/path', { type: 'ws', url: 'ws://host/path' }],
    ['wss://:secret@host/path', { type: 'wss', url: 'wss://host/path', secret: 'secret' }],
    ['mqueue:///afcollectorapi', { type: 'mqueue', name: '/afcollectorapi' }],
    ['console:', { type: 'console' }],
    ['none:', { type: 'none' }],
  ])('reads %s', (url, options) => {
    expect(parseTransportUrl(url)).toEqual(options);
  });

  const SCHEMES = 'udp: tcp: tls: unix: unixgram: unixstream: http: https: ws: wss: mqueue: console: none:';

  it.each([
    ['kafka://host', `Expected \`transport\` to be a URL of scheme ${SCHEMES}, got 'kafka://host'.`],
    ['127.0.0.1:8125', `Expected \`transport\` to be a URL of scheme ${SCHEMES}, got '127.0.0.1:8125'.`],
    ['', `Expected \`transport\` to be a URL of scheme ${SCHEMES}, got ''.`],
    ['constructor:', `Expected \`transport\` to be a URL of scheme ${SCHEMES}, got 'constructor:'.`],
    ['udp://host:70000', 'Expected `transport.port` to be a whole number from 1 to 65535, got 70000.'],
    ['tcp://host:0', 'Expected `transport.port` to be a whole number from 1 to 65535, got 0.'],
    [
      'udp://host:8125/path',
      "Expected `transport` to be a URL of the form udp://host:8125, got 'udp://host:8125/path'.",
    ],
    ['udp://host?rate=1', "Expected `transport` to be a URL of the form udp://host:8125, got 'udp://host?…'."],
    [
      'unix://run/stats.sock',
      "Expected `transport` to be a URL of the form unix:///path, got 'unix://run/stats.sock'.",
    ],
    ['console://x', "Expected `transport` to be a URL of the form console:, got 'console://x'."],
    ['unix:///%zz', "Expected `transport` to be a URL with well-formed % escapes, got 'unix:///%zz'."],
  ])('refuses %s', (url, message) => {
    expect(() => parseTransportUrl(url)).toThrow(expect.objectContaining({ code: 'STATS_INVALID_OPTION', message }));
  });

  it.each([
    'https://hunter2@host/path',
    'https://user:hunter2@host/path',
    'https://:hunter2@host:99999/path',
    'https://:hunter2@/path#x',
    'https://:hunter2%zz@host/path',
    'https://:hun/ter2@ho st',
    'udp://:hunter2@host:8125',
    'gopher://:hunter2@host',
    'http://host/?token=hunter2#x',
  ])('never shows the secret of %s', (url) => {
    expect(() => parseTransportUrl(url)).toThrow(
      expect.objectContaining({ code: 'STATS_INVALID_OPTION', message: expect.not.stringContaining('ter2') }),
    );
  });
});
