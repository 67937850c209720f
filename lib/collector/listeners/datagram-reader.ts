import { unlinkSync } from 'node:fs';
import { DatagramSockets, socketAddress } from '../../transports/datagram-sockets';
import type { NativeLibrary } from '../../transports/native-library';

const AF_UNIX = 1;
// On Linux with SOCK_CLOEXEC, so that no child process inherits it, as with every socket of the runtime.
const SOCK_DGRAM = process.platform === 'linux' ? 2 | 0o2000000 : 2;
const MSG_DONTWAIT = process.platform === 'linux' ? 0x40 : 0x80;
const LONGEST_DATAGRAM = 262_144;
/** At one look, so that a flood does not hold the process. */
const MOST_AT_ONCE = 256;

/** A bound Unix datagram socket. No call waits. */
export class DatagramReader {
  private readonly receive;
  private readonly closeSocket;
  private readonly descriptor: number;
  private readonly buffer = Buffer.alloc(LONGEST_DATAGRAM);

  /** Takes the place of a socket that nobody listens at. Throws the system's error where it cannot bind. */
  constructor(
    private readonly library: NativeLibrary,
    path: string,
  ) {
    this.receive = library.func('intptr_t recv(int, _Out_ uint8_t *, size_t, int)');
    this.closeSocket = library.func('int close(int)');
    this.descriptor = library.func('int socket(int, int, int)')(AF_UNIX, SOCK_DGRAM, 0);
    const error = this.bind(path);
    if (error?.code === 'EADDRINUSE' && this.isDead(path)) {
      unlinkSync(path);
    }
    const lasting = error?.code === 'EADDRINUSE' ? this.bind(path) : error;
    if (lasting !== undefined) {
      this.close();
      throw lasting;
    }
  }

  /** The datagrams that wait. */
  read(): Uint8Array[] {
    const packets: Uint8Array[] = [];
    while (packets.length < MOST_AT_ONCE) {
      const length = this.receive(this.descriptor, this.buffer, this.buffer.length, MSG_DONTWAIT);
      if (length < 0) {
        break;
      }
      packets.push(Buffer.from(this.buffer.subarray(0, length)));
    }
    return packets;
  }

  close(): void {
    this.closeSocket(this.descriptor);
  }

  private bind(path: string): (Error & { code: string }) | undefined {
    const address = socketAddress(path);
    const bind = this.library.func('int bind(int, const uint8_t *, uint32_t)');
    return bind(this.descriptor, address, address.length) === 0 ? undefined : this.library.lastError('bind');
  }

  // A process that was killed leaves its socket file behind. Where nobody reads at it, nobody misses it.
  private isDead(path: string): boolean {
    const sockets = new DatagramSockets(this.library);
    const probe = sockets.connect(path);
    if (typeof probe === 'number') {
      sockets.close(probe);
      return false;
    }
    return (probe as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  }
}
