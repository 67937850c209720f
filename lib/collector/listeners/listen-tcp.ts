import type { AddressInfo } from 'node:net';
import { LineSplitter } from './line-splitter';
import type { Listener, ListenerContext } from './listener';
import { authority } from './listener';
import { serveStreams } from './serve-streams';
import { MAX_LINE_BYTES } from './limits';

/** `port` 0 is any free one. */
export async function listenTcp(port: number, { host, inlet }: ListenerContext): Promise<Listener> {
  const { server, close } = await serveStreams({ host, port }, () => new LineSplitter(MAX_LINE_BYTES), inlet);
  return { url: `tcp://${authority(host, (server.address() as AddressInfo).port)}`, close };
}
