import type { PacketLine } from '../parse-packet';

/** An open door of the collector. */
export interface Listener {
  /** What a client takes as its `transport` to send here. */
  readonly url: string;
  close(): Promise<void>;
}

/** Where a listener hands what came. */
export interface Inlet {
  /** Lines: a datagram, the whole lines of a piece of a stream, a body. Returns what was made of them. */
  lines(bytes: Uint8Array): readonly PacketLine[];
  /** A JSON body of groups. */
  json(bytes: Uint8Array): readonly PacketLine[];
  /** Bytes that no line can be read from. */
  refuse(bytes: Uint8Array, reason: string): void;
}

/** What every listener is told. */
export interface ListenerContext {
  /** The address that network listeners bind to. */
  readonly host: string;
  /** Asked of HTTP and WebSocket clients as the name of `Authorization: Basic`; undefined: nothing is asked. */
  readonly secret: string | undefined;
  readonly inlet: Inlet;
}

/** `host:port` of a URL: IPv6 addresses stand in brackets. */
export function authority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
