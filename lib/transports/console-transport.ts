import type { Transport } from './transport';
import type { TransportKind } from './transport-kind';
import type { PlainOptions } from './transport-options';

/** Writes every packet to standard output, with LF at its end. */
class ConsoleTransport implements Transport {
  readonly name = 'console';
  readonly maxPacketBytes = Number.MAX_SAFE_INTEGER;
  readonly defaultPacketBytes = 65_536;

  send(packet: Uint8Array): Promise<void> {
    const { stdout } = process;
    // A reader that has gone (`app | head`) answers by an `error` event as well, which must not end the process.
    stdout.once('error', ignore);
    return new Promise((resolve, reject) => {
      stdout.write(Buffer.concat([packet, LF]), (error) => {
        stdout.removeListener('error', ignore);
        if (error) {
          reject(error);
        } else {
          resolve();
        }
      });
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const LF = Buffer.from('\n');
const ignore = (): void => {};

export const console: TransportKind<PlainOptions> = {
  keys: {},
  urlForm: 'console:',
  urlParts: [],
  fromUrl: () => ({ type: 'console' }),
  create: () => new ConsoleTransport(),
};
