// @ts-check
import { once } from 'node:events';
import { connect } from 'node:net';

const CONNECTIONS = 16;
const REQUEST = 'GET /orders/42 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

/** Asks a server for the same thing over and over, on connections that stay open. */
export function open() {
  return {
    /** @param {{ port: number; requests: number }} load */
    run: async ({ port, requests }) => {
      const share = Math.ceil(requests / CONNECTIONS);
      await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(port, share)));
      return share * CONNECTIONS;
    },
  };
}

/**
 * @param {number} port
 * @param {number} times
 */
async function ask(port, times) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let left = times;
  let text = '';
  socket.setNoDelay().on('data', (bytes) => {
    text += bytes.toString('latin1');
    const head = text.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    if (head === -1 || text.length < head + 4 + length) {
      return;
    }
    if (!text.startsWith('HTTP/1.1 200')) {
      socket.destroy(new Error(text.slice(0, head)));
      return;
    }
    text = '';
    left -= 1;
    if (left > 0) {
      socket.write(REQUEST);
    } else {
      socket.end();
    }
  });
  socket.write(REQUEST);
  await once(socket, 'close');
}
