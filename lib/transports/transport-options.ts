export interface UdpOptions {
  type: 'udp';
  /** A name is looked up at the start and every 60 seconds; an address never. @default '127.0.0.1' */
  host?: string | undefined;
  /** @default 8125 */
  port?: number | undefined;
  /** The kind of address to look up. @default either, IPv4 first */
  family?: 4 | 6 | undefined;
}

interface StreamAddress {
  /** @default '127.0.0.1' */
  host?: string | undefined;
  /** @default 8125 */
  port?: number | undefined;
  /**
   * A connection older than this is closed between two packets and made anew, so that a load balancer can spread the
   * clients. Milliseconds.
   * @default never
   */
  maxConnectionAgeMs?: number | undefined;
}

export interface TcpOptions extends StreamAddress {
  type: 'tcp';
}

/** The server's certificate is always verified. */
export interface TlsOptions extends StreamAddress {
  type: 'tls';
  /** PEM of the authorities to trust. @default those of the runtime */
  ca?: string | Buffer | undefined;
  /** PEM of the client's certificate. */
  cert?: string | Buffer | undefined;
  /** PEM of the client's private key. */
  key?: string | Buffer | undefined;
  /** The name that the server's certificate must bear. @default the host */
  servername?: string | undefined;
}

/** `unix`: stream. `unixgram`: datagrams, needs the package `koffi`. `unixstream`: stream with length frames (Datadog). */
export interface UnixOptions {
  type: 'unix' | 'unixgram' | 'unixstream';
  path: string;
}

/** `ws` and `wss` need the package `ws`. */
export interface HttpOptions {
  type: 'http' | 'https' | 'ws' | 'wss';
  /** With the scheme of `type`; a path of `/http` where it has none (`http` and `https`). */
  url: string;
  /** Sent as user name of `Authorization: Basic`; may as well be the URL's password (`https://:secret@host`). */
  secret?: string | undefined;
  /** `json`: one object of groups a flush. `lines`: the lines of the dialect. @default 'json' */
  format?: 'json' | 'lines' | undefined;
  /** Sent besides; they win over the transport's own. */
  headers?: Record<string, string> | undefined;
  /** For a request and its answer, in milliseconds. @default 5000 */
  timeoutMs?: number | undefined;
}

/** A POSIX message queue; needs the package `koffi`. */
export interface MqueueOptions {
  type: 'mqueue';
  /** `/name` */
  name: string;
  /** URL of a transport that is used while the queue cannot be opened. @default packets wait for the queue */
  fallback?: string | undefined;
}

/** `console`: to standard output. `none`: nowhere. */
export interface PlainOptions {
  type: 'console' | 'none';
}

/** How and where to send. As URL: `udp://127.0.0.1:8125`, `unix:///path`, `https://:secret@host/path`, … */
export type TransportOptions = {
  /** The limit of one attempt to connect, in milliseconds. @default 1000 */
  connectTimeoutMs?: number | undefined;
} & (UdpOptions | TcpOptions | TlsOptions | UnixOptions | HttpOptions | MqueueOptions | PlainOptions);

export type TransportType = TransportOptions['type'];

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 8125;
export const DEFAULT_CONNECT_TIMEOUT_MS = 1_000;
export const DEFAULT_HTTP_TIMEOUT_MS = 5_000;
