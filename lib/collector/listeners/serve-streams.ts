import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ListenOptions, Server, Socket } from 'node:net';
import type { Inlet } from './listener';
import type { StreamPiece, StreamSplitter } from './stream-splitter';

const MAX_CONNECTIONS = 1_024;

export interface StreamServer {
  readonly server: Server;
  close(): Promise<void>;
}

/** A server of byte streams that reads every connection through a splitter of its own. */
export async function serveStreams(
  where: ListenOptions,
  createSplitter: () => StreamSplitter,
  inlet: Inlet,
): Promise<StreamServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    readStream(socket, createSplitter(), inlet);
    socket.once('close', () => sockets.delete(socket));
  });
  server.maxConnections = MAX_CONNECTIONS;
  const listening = once(server, 'listening');
  server.listen(where);
  await listening;
  // An error of a listening server is one connection that could not be taken; the next may.
  server.on('error', () => {});
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

function readStream(socket: Socket, splitter: StreamSplitter, inlet: Inlet): void {
  const hand = ({ bytes, reason }: StreamPiece): void => {
    if (reason === undefined) {
      inlet.lines(bytes);
    } else {
      inlet.refuse(bytes, reason);
    }
  };
  socket.on('data', (chunk) => splitter.push(chunk).forEach(hand));
  // 'close' follows in every case.
  socket.on('error', () => {});
  socket.once('close', () => splitter.end().forEach(hand));
}
