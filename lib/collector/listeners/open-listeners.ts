import { listenHttp } from './listen-http';
import { listenTcp } from './listen-tcp';
import { listenUdp } from './listen-udp';
import { listenUnix, listenUnixstream } from './listen-unix';
import { listenUnixgram } from './listen-unixgram';
import { listenWebSocket } from './listen-websocket';
import type { Listener, ListenerContext } from './listener';

/** Which listeners to open: `true` for any free port or a path of its own, `false` as if left out. */
export interface ListenerOptions {
  udp?: number | boolean | undefined;
  tcp?: number | boolean | undefined;
  http?: number | boolean | undefined;
  /** Needs the package `ws`. */
  ws?: number | boolean | undefined;
  /** The path of a stream socket on which every line ends with LF. */
  unix?: string | boolean | undefined;
  /** The path of a stream socket on which every packet stands behind its length, as the Datadog agent takes them. */
  unixstream?: string | boolean | undefined;
  /** The path of a datagram socket. Needs the package `koffi`. */
  unixgram?: string | boolean | undefined;
}

export type ListenerName = keyof ListenerOptions;

type Open = (context: ListenerContext) => Promise<Listener>;

/** In the order of the options' names below: the first is the collector's own address. */
export async function openListeners(
  options: ListenerOptions,
  context: ListenerContext,
): Promise<(readonly [ListenerName, Listener])[]> {
  const asked = askedFor(options);
  const opened: (readonly [ListenerName, Listener])[] = [];
  try {
    for (const [name, open] of asked.length === 0 ? askedFor({ udp: true }) : asked) {
      opened.push([name, await open(context)]);
    }
  } catch (error) {
    await Promise.all(opened.map(([, listener]) => listener.close()));
    throw error;
  }
  return opened;
}

function askedFor({
  udp,
  tcp,
  http,
  ws,
  unix,
  unixstream,
  unixgram,
}: ListenerOptions): (readonly [ListenerName, Open])[] {
  const table: readonly (readonly [ListenerName, Open | undefined])[] = [
    ['udp', onPort(udp, listenUdp)],
    ['tcp', onPort(tcp, listenTcp)],
    ['http', onPort(http, listenHttp)],
    ['ws', onPort(ws, listenWebSocket)],
    ['unix', onPath(unix, listenUnix)],
    ['unixstream', onPath(unixstream, listenUnixstream)],
    ['unixgram', onPath(unixgram, listenUnixgram)],
  ];
  return table.flatMap(([name, open]) => (open === undefined ? [] : [[name, open] as const]));
}

function onPort(
  port: number | boolean | undefined,
  listen: (port: number, context: ListenerContext) => Promise<Listener>,
): Open | undefined {
  return port === undefined || port === false ? undefined : (context) => listen(port === true ? 0 : port, context);
}

function onPath(
  path: string | boolean | undefined,
  listen: (path: string | true, context: ListenerContext) => Promise<Listener>,
): Open | undefined {
  return path === undefined || path === false ? undefined : (context) => listen(path, context);
}
