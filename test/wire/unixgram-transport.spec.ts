import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTransport } from '../../lib/transports/create-transport';
import type { Transport } from '../../lib/transports/transport';
import { LineServer } from '../support/line-server';
import { DatagramPeer, whyNoNativePeers } from '../support/native-peers';
import { RecordingContext } from '../support/recording-context';
import { temporaryFolder } from '../support/temporary-folder';

const noNativePeers = whyNoNativePeers();

function listen(path: string): DatagramPeer {
  const peer = new DatagramPeer(path);
  onTestFinished(() => peer.close());
  return peer;
}

function make(url: string): { transport: Transport; context: RecordingContext } {
  const context = new RecordingContext();
  const transport = createTransport(url, context);
  onTestFinished(() => transport.close());
  return { transport, context };
}

const socketPath = (): string => join(temporaryFolder(), 'dsd.socket');

describe.skipIf(noNativePeers !== undefined)(
  `the transport unixgram${noNativePeers === undefined ? '' : ` (${noNativePeers})`}`,
  () => {
    it('sends each packet as one datagram', async () => {
      const path = socketPath();
      const peer = listen(path);
      const { transport, context } = make(`unixgram://${path}`);
      await transport.send(Buffer.from('a:1|c\nb:1|c'));
      await transport.send(Buffer.from('ü:1|c'));
      expect(peer.read()).toEqual(['a:1|c\nb:1|c', 'ü:1|c']);
      expect([transport.name, transport.framing, transport.defaultPacketBytes]).toEqual([
        'unixgram',
        'datagram',
        8_192,
      ]);
      expect([transport.connected, context.messages]).toEqual([true, []]);
    });

    it('waits for a full queue instead of losing, in order', async () => {
      const path = socketPath();
      const peer = listen(path);
      const { transport, context } = make(`unixgram://${path}`);
      let sent = 0;
      const sending = (async () => {
        for (; sent < 200; sent += 1) {
          await transport.send(Buffer.from(`a:${sent}|c`));
        }
      })();
      // The queue has room for some; the next is held back.
      await new Promise(setImmediate);
      const heldAt = sent;
      expect(heldAt).toBeGreaterThan(0);
      expect(heldAt).toBeLessThan(200);
      const received: string[] = [];
      while (received.length < 200) {
        received.push(...peer.read());
        await new Promise(setImmediate);
      }
      await sending;
      expect(received).toEqual(Array.from({ length: 200 }, (_, i) => `a:${i}|c`));
      expect(context.messages).toEqual([]);
    });

    it('carries a long packet and refuses one that no kernel takes', async () => {
      const path = socketPath();
      const peer = listen(path);
      const { transport } = make(`unixgram://${path}`);
      await transport.send(Buffer.alloc(100_000, 'x'));
      expect(peer.read()[0]).toHaveLength(100_000);
      await expect(transport.send(Buffer.alloc(10_000_000, 'x'))).rejects.toMatchObject({
        code: 'STATS_TRANSPORT',
        message: `A packet of 10000000 bytes is too long for unixgram://${path}: send EMSGSIZE (message too long).`,
      });
      await transport.send(Buffer.from('a:1|c'));
      expect(peer.read()).toEqual(['a:1|c']);
    });

    it('goes on when the socket was removed and made again', async () => {
      const path = socketPath();
      const first = new DatagramPeer(path);
      const { transport, context } = make(`unixgram://${path}`);
      await transport.send(Buffer.from('a:1|c'));
      expect(first.read()).toEqual(['a:1|c']);
      first.close();
      rmSync(path);
      const sent = transport.send(Buffer.from('b:1|c'));
      await context.errors.atLeast(2);
      expect(context.messages).toEqual([
        `The connection to unixgram://${path} was lost and is made again: send ECONNREFUSED (connection refused).`,
        `Could not connect to unixgram://${path}, it is tried again until it works: connect ENOENT (no such file or directory).`,
      ]);
      const second = listen(path);
      await sent;
      expect(second.read()).toEqual(['b:1|c']);
      expect(transport.reconnects).toBe(1);
    });

    it('names the right URL where a stream socket listens', async () => {
      const path = socketPath();
      const server = await LineServer.listen({ path });
      onTestFinished(() => server.kill());
      const { transport, context } = make(`unixgram://${path}`);
      await transport.open?.();
      expect(context.messages).toEqual([
        `Could not connect to unixgram://${path}, it is tried again until it works: there is a stream socket at this path (EPROTOTYPE), its URL is unix://${path}, or unixstream://${path} where a Datadog agent listens.`,
      ]);
    });

    it('is named by the stream transports where datagrams are read', async () => {
      const path = socketPath();
      listen(path);
      const { transport, context } = make(`unix://${path}`);
      await transport.open?.();
      expect(context.messages).toEqual([
        `Could not connect to unix://${path}, it is tried again until it works: there is a datagram socket at this path (EPROTOTYPE), its URL is unixgram://${path}.`,
      ]);
    });

    it('rejects what waits when it is closed', async () => {
      const { transport, context } = make(`unixgram://${socketPath()}`);
      const waiting = transport.send(Buffer.from('a:1|c'));
      await context.errors.atLeast(1);
      await transport.close();
      await expect(waiting).rejects.toMatchObject({ code: 'STATS_TRANSPORT' });
    });
  },
);
