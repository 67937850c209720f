import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import type { Listener, ListenerContext } from './listener';
import { authority } from './listener';

/** Largest first: the kernel refuses or cuts what is beyond its limit. */
const RECEIVE_BUFFER_BYTES = [16_777_216, 4_194_304, 1_048_576, 262_144];

/** `port` 0 is any free one. */
export async function listenUdp(port: number, { host, inlet }: ListenerContext): Promise<Listener> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.on('message', (bytes) => inlet.lines(bytes));
  const listening = once(socket, 'listening');
  socket.bind(port, host);
  try {
    await listening;
  } catch (error) {
    socket.close();
    throw error;
  }
  // An error of a bound socket is one datagram that could not be read; the next may.
  socket.on('error', () => {});
  enlargeReceiveBuffer(socket);
  return {
    url: `udp://${authority(host, socket.address().port)}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

// A burst that comes while the process is busy waits in this buffer; what does not fit is lost without a word.
function enlargeReceiveBuffer(socket: Socket): void {
  for (const bytes of RECEIVE_BUFFER_BYTES) {
    try {
      socket.setRecvBufferSize(bytes);
      return;
    } catch {
      continue;
    }
  }
}
