import { console } from './console-transport';
import { http, https } from './http-transport';
import { mqueue } from './mqueue-transport';
import { none } from './none-transport';
import { tcp } from './tcp-transport';
import { tls } from './tls-transport';
import type { TransportKind } from './transport-kind';
import type { TransportType } from './transport-options';
import { udp } from './udp-transport';
import { unix, unixstream } from './unix-transport';
import { unixgram } from './unixgram-transport';
import { ws, wss } from './websocket-transport';

/** Every type of transport. A new one is its file and its line here. */
export const TRANSPORT_KINDS: Readonly<Record<TransportType, TransportKind>> = {
  udp,
  tcp,
  tls,
  unix,
  unixgram,
  unixstream,
  http,
  https,
  ws,
  wss,
  mqueue,
  console,
  none,
};
