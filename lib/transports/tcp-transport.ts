import { connect } from 'node:net';
import { HOST, MILLISECONDS, PORT } from './expectation';
import { addressText, hostPort } from './host-port';
import { ReconnectingTransport } from './reconnecting-transport';
import { socketLink } from './socket-link';
import { streamPackets } from './stream-packets';
import type { TransportKind } from './transport-kind';
import { DEFAULT_CONNECT_TIMEOUT_MS, DEFAULT_HOST, DEFAULT_PORT } from './transport-options';
import type { TcpOptions, TransportOptions } from './transport-options';

export const tcp: TransportKind<TcpOptions & TransportOptions> = {
  keys: { host: HOST, port: PORT, maxConnectionAgeMs: MILLISECONDS },
  urlForm: 'tcp://host:8125',
  urlParts: ['host'],
  fromUrl: (url) => ({ type: 'tcp', ...hostPort(url) }),
  create(options, context) {
    const host = options.host ?? DEFAULT_HOST;
    const port = options.port ?? DEFAULT_PORT;
    return new ReconnectingTransport(
      {
        ...streamPackets,
        name: 'tcp',
        target: `tcp://${addressText(host, port)}`,
        connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
        maxConnectionAgeMs: options.maxConnectionAgeMs,
        dial: (events) => socketLink(connect({ host, port }), 'connect', events),
      },
      context,
    );
  },
};
