import { unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { FrameSplitter } from './frame-splitter';
import { MAX_FRAME_BYTES, MAX_LINE_BYTES } from './limits';
import { LineSplitter } from './line-splitter';
import type { Listener, ListenerContext } from './listener';
import type { StreamServer } from './serve-streams';
import { serveStreams } from './serve-streams';
import { socketPath } from './socket-path';
import type { StreamSplitter } from './stream-splitter';

/** Lines on a Unix stream socket; `true` makes a path of its own. */
export function listenUnix(path: string | true, context: ListenerContext): Promise<Listener> {
  return listenPath('unix', path, () => new LineSplitter(MAX_LINE_BYTES), context);
}

/** Packets behind their length on a Unix stream socket, as the Datadog agent takes them; `true` makes a path of its own. */
export function listenUnixstream(path: string | true, context: ListenerContext): Promise<Listener> {
  return listenPath('unixstream', path, () => new FrameSplitter(MAX_FRAME_BYTES), context);
}

async function listenPath(
  scheme: string,
  wanted: string | true,
  createSplitter: () => StreamSplitter,
  { inlet }: ListenerContext,
): Promise<Listener> {
  const { path, release } = await socketPath(wanted);
  const open = (): Promise<StreamServer> => serveStreams({ path }, createSplitter, inlet);
  const { close } = await open().catch(async (error: unknown) => {
    await removeDeadSocket(path, error);
    return open();
  });
  return {
    url: `${scheme}://${path}`,
    close: async () => {
      await close();
      await release();
    },
  };
}

// A process that was killed leaves its socket file behind. Where nobody answers at it, nobody misses it.
async function removeDeadSocket(path: string, cause: unknown): Promise<void> {
  const isDead = await new Promise<boolean>((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(false);
    });
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
  if (!isDead) {
    throw cause;
  }
  await unlink(path);
}
