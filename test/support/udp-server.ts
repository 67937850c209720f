import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { Arrivals } from './arrivals';

/** Receives datagrams and keeps them as text. */
export class UdpServer {
  readonly packets = new Arrivals<string>();

  private constructor(private readonly socket: Socket) {
    socket.on('message', (message) => this.packets.add(message.toString()));
  }

  static async listen(address = '127.0.0.1', port = 0): Promise<UdpServer> {
    const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 4_194_304 });
    const listening = once(socket, 'listening');
    socket.bind(port, address);
    await listening;
    return new UdpServer(socket);
  }

  get port(): number {
    return this.socket.address().port;
  }

  async close(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }
}
