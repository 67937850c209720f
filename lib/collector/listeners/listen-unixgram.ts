import { rm } from 'node:fs/promises';
import { NativeLibrary } from '../../transports/native-library';
import { DatagramReader } from './datagram-reader';
import type { Listener, ListenerContext } from './listener';
import { socketPath } from './socket-path';

/** How often the socket is looked at. The kernel holds only some ten datagrams, then the senders wait or drop. */
const LOOK_MS = 5;

/**
 * Datagrams on a Unix socket; `true` makes a path of its own.
 *
 * @throws StatsError `STATS_MISSING_PACKAGE`
 */
export async function listenUnixgram(wanted: string | true, { inlet }: ListenerContext): Promise<Listener> {
  const library = new NativeLibrary('unixgram');
  const { path, release } = await socketPath(wanted);
  const reader = new DatagramReader(library, path);
  const timer = setInterval(() => reader.read().forEach((packet) => inlet.lines(packet)), LOOK_MS);
  return {
    url: `unixgram://${path}`,
    close: async () => {
      clearInterval(timer);
      reader.close();
      await rm(path, { force: true });
      await release();
    },
  };
}
