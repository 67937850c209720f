import type { Transport } from './transport';
import type { TransportKind } from './transport-kind';
import type { PlainOptions } from './transport-options';

/** Drops every packet, happily. */
class NoneTransport implements Transport {
  readonly name = 'none';
  readonly maxPacketBytes = Number.MAX_SAFE_INTEGER;
  readonly defaultPacketBytes = 65_536;

  send(): Promise<void> {
    return Promise.resolve();
  }

  sendSync(): void {}

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export const none: TransportKind<PlainOptions> = {
  keys: {},
  urlForm: 'none:',
  urlParts: [],
  fromUrl: () => ({ type: 'none' }),
  create: () => new NoneTransport(),
};
