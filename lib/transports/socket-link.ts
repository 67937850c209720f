import type { Socket } from 'node:net';
import type { Link, LinkEvents } from './link';

// How long a server has to take the goodbye before the connection is dropped.
const LINGER_MS = 100;

// A silent peer is asked after so long whether it is still there.
const KEEP_ALIVE_MS = 30_000;

/** A link over a socket that is connecting. `readyEvent` is the event after which packets may be written. */
export function socketLink(socket: Socket, readyEvent: 'connect' | 'secureConnect', events: LinkEvents): Link {
  let cause: unknown = 'the server closed the connection';
  socket.unref();
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.once(readyEvent, () => events.up());
  socket.on('error', (error) => {
    cause = error;
  });
  socket.once('end', () => socket.destroy());
  socket.once('close', () => events.down(cause));
  // Nothing that the server says is of interest but its goodbye, which is heard only by a socket that reads.
  socket.resume();
  return {
    write(packet, done) {
      socket.write(packet, (error) => {
        // The runtime reports no error for a write that was under way when the socket broke.
        if (!error && !socket.destroyed) {
          done();
        }
      });
    },
    end() {
      return new Promise((resolve) => {
        const timer = setTimeout(() => socket.destroy(), LINGER_MS);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
        socket.end();
      });
    },
    destroy() {
      socket.destroy();
    },
  };
}
