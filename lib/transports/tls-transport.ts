import { isIP } from 'node:net';
import { connect, createSecureContext } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { HOST, MILLISECONDS, PEM, PORT } from './expectation';
import type { Expectation } from './expectation';
import { addressText, hostPort } from './host-port';
import { ReconnectingTransport } from './reconnecting-transport';
import { socketLink } from './socket-link';
import { streamPackets } from './stream-packets';
import type { TransportKind } from './transport-kind';
import { DEFAULT_CONNECT_TIMEOUT_MS, DEFAULT_HOST, DEFAULT_PORT } from './transport-options';
import type { TlsOptions, TransportOptions } from './transport-options';

const SERVER_NAME: Expectation = {
  expected: 'a host name, no IP address',
  accepts: (value) => HOST.accepts(value) && isIP(String(value)) === 0,
};

/** The server's certificate is verified; there is no option that turns it off. */
export const tls: TransportKind<TlsOptions & TransportOptions> = {
  keys: {
    host: HOST,
    port: PORT,
    ca: PEM,
    cert: PEM,
    key: PEM,
    servername: SERVER_NAME,
    maxConnectionAgeMs: MILLISECONDS,
  },
  urlForm: 'tls://host:8125',
  urlParts: ['host'],
  fromUrl: (url) => ({ type: 'tls', ...hostPort(url) }),
  check(options) {
    try {
      contextOf(options);
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      return [`Expected \`transport.ca\`, \`cert\` and \`key\` to be PEM that belongs together: ${reason}.`];
    }
  },
  create(options, context) {
    const host = options.host ?? DEFAULT_HOST;
    const port = options.port ?? DEFAULT_PORT;
    // Without a name none is sent and a server of many names cannot choose its certificate; an address is no name.
    const servername = options.servername ?? (isIP(host) === 0 ? host : undefined);
    const secureContext = contextOf(options);
    return new ReconnectingTransport(
      {
        ...streamPackets,
        name: 'tls',
        target: `tls://${addressText(host, port)}`,
        connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
        maxConnectionAgeMs: options.maxConnectionAgeMs,
        dial: (events) =>
          socketLink(
            connect({ host, port, secureContext, ...(servername === undefined ? {} : { servername }) }),
            'secureConnect',
            events,
          ),
      },
      context,
    );
  },
};

function contextOf({ ca, cert, key }: TlsOptions): SecureContext {
  return createSecureContext({
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  });
}
