import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import type { HostAddress } from './host-resolver';

/** Connected, so that an address is checked once and refusals are heard. */
export function connectedSocket({ address, family }: HostAddress, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      // The address is known: nothing is looked up.
      lookup: (_host, _options, callback) => callback(null, address, family),
    });
    socket.unref();
    const fail = (error: Error): void => {
      socket.removeListener('error', fail);
      socket.close();
      reject(error);
    };
    socket.once('error', fail);
    socket.connect(port, address, (error?: Error) => {
      if (error) {
        fail(error);
        return;
      }
      socket.removeListener('error', fail);
      resolve(socket);
    });
  });
}

/** Resolves when the kernel has the packet. */
export function transmit(socket: Socket, packet: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(packet, (error) => {
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}
