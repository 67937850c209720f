import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Expectation } from './expectation';
import { MILLISECONDS, oneOf, show } from './expectation';
import type { TransportKind } from './transport-kind';
import { DEFAULT_CONNECT_TIMEOUT_MS, DEFAULT_HTTP_TIMEOUT_MS } from './transport-options';
import type { HttpOptions, TransportOptions } from './transport-options';

type HttpKind = TransportKind<HttpOptions & TransportOptions>;

/** Options of HTTP and WebSocket without defaults left to fill in. `headers` hold the secret: never a field of anything. */
export interface HttpTarget {
  readonly type: HttpOptions['type'];
  /** Without user and password. */
  readonly url: URL;
  /** Without anything secret: for messages. */
  readonly text: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly framing: 'json' | 'datagram';
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
}

/** The packets of HTTP and WebSocket: bodies of any length, this long when nothing else is said. */
export const bodyPackets = { maxPacketBytes: Number.MAX_SAFE_INTEGER, defaultPacketBytes: 1_048_576 } as const;

const HEADERS: Expectation = {
  expected: 'an object of header names with string values that HTTP allows',
  accepts: (value) => typeof value === 'object' && value !== null && Object.entries(value).every(isHeader),
  isSecret: true,
};

/** What HTTP and WebSocket have in common: options, URL and checks. */
export function httpKind(type: HttpOptions['type'], create: HttpKind['create']): HttpKind {
  return {
    keys: {
      url: { expected: `a URL of the form ${type}://host/path`, accepts: (url) => isUrlOf(type, url), required: true },
      secret: {
        expected: 'a string that is not empty',
        accepts: (value) => typeof value === 'string' && value !== '',
        isSecret: true,
      },
      format: oneOf('json', 'lines'),
      headers: HEADERS,
      timeoutMs: MILLISECONDS,
    },
    urlForm: `${type}://:secret@host/path`,
    urlParts: ['host', 'path', 'password', 'query'],
    fromUrl(url) {
      const secret = decodeURIComponent(url.password);
      const bare = new URL(url);
      bare.password = '';
      return { type, url: bare.href, ...(secret === '' ? {} : { secret }) };
    },
    check({ url, secret, headers }) {
      const { password } = new URL(url);
      const sources = [password !== '', secret !== undefined, hasAuthorization(headers)].filter(Boolean).length;
      return sources > 1
        ? [
            `Expected one of \`transport.secret\`, the password of \`transport.url\` and the header authorization, got ${sources} with ${show(url)}.`,
          ]
        : [];
    },
    create,
  };
}

export function httpTarget(options: HttpOptions & TransportOptions): HttpTarget {
  const url = new URL(options.url);
  const secret = options.secret ?? decodeURIComponent(url.password);
  url.password = '';
  const isLines = options.format === 'lines';
  return {
    type: options.type,
    url,
    text: `${url.protocol}//${url.host}${url.pathname}`,
    headers: {
      'content-type': isLines ? 'text/plain; charset=utf-8' : 'application/json',
      ...(secret === '' ? {} : { authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}` }),
      ...Object.fromEntries(Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
    },
    framing: isLines ? 'datagram' : 'json',
    timeoutMs: options.timeoutMs ?? DEFAULT_HTTP_TIMEOUT_MS,
    connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
  };
}

function isUrlOf(type: string, value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    return false;
  }
  const { protocol, username, hash } = new URL(value);
  return protocol === `${type}:` && username === '' && hash === '';
}

function isHeader([name, value]: [string, unknown]): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value as string);
    return typeof value === 'string';
  } catch {
    return false;
  }
}

function hasAuthorization(headers: Record<string, string> | undefined): boolean {
  return Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'authorization');
}
