import type { Transport } from './transport';
import { transportError } from './transport-error';
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
    stdout.on('error', ignore);
    return new Promise((resolve, reject) => {
      stdout.write(Buffer.concat([packet, LF]), (error) => {
        if (error) {
          // The event comes after this call.
          setImmediate(() => stdout.removeListener('error', ignore));
          reject(transportError('A packet could not be written to the standard output', error));
        } else {
          stdout.removeListener('error', ignore);
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
