import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTransport } from '../../lib/transports/create-transport';
import type { Transport } from '../../lib/transports/transport';
import type { TransportOptions } from '../../lib/transports/transport-options';
import { LineServer } from '../support/line-server';
import { MessageQueuePeer, whyNoNativePeers } from '../support/native-peers';
import { RecordingContext } from '../support/recording-context';
import { UdpServer } from '../support/udp-server';

const noNativePeers = whyNoNativePeers();

let queueCount = 0;
const freeName = (): string => `/nestjs-stats-${process.pid}-${(queueCount += 1)}`;

function listen(name: string): MessageQueuePeer {
  const queue = new MessageQueuePeer(name);
  onTestFinished(() => queue.remove());
  return queue;
}

function make(options: string | TransportOptions): { transport: Transport; context: RecordingContext } {
  const context = new RecordingContext();
  const transport = createTransport(options, context);
  onTestFinished(() => transport.close());
  return { transport, context };
}

/** The monotonic clock goes on at once. */
function passTime(ms: number): void {
  const later = performance.now() + ms;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(later);
  onTestFinished(() => clock.mockRestore());
}

describe.skipIf(noNativePeers !== undefined)(
  `the transport mqueue${noNativePeers === undefined ? '' : ` (${noNativePeers})`}`,
  () => {
    it('sends each packet as one message of priority 3', async () => {
      const name = freeName();
      const queue = listen(name);
      const { transport, context } = make(`mqueue://${name}`);
      await transport.send(Buffer.from('a:1|c::b:1|c'));
      await transport.send(Buffer.from('ü:1|c'));
      expect(queue.read()).toEqual([
        { text: 'a:1|c::b:1|c', priority: 3 },
        { text: 'ü:1|c', priority: 3 },
      ]);
      expect([transport.connected, transport.framing, context.messages]).toEqual([true, 'datagram', []]);
    });

    it('carries what the queue takes, 2048 bytes when nothing else is said', async () => {
      const name = freeName();
      const queue = listen(name);
      const { transport } = make(`mqueue://${name}`);
      expect([transport.maxPacketBytes, transport.defaultPacketBytes]).toEqual([8_192, 2_048]);
      await transport.send(Buffer.alloc(8_192, 'x'));
      await expect(transport.send(Buffer.alloc(8_193, 'x'))).rejects.toMatchObject({
        code: 'STATS_TRANSPORT',
        message: `A packet of 8193 bytes is too long for the queue ${name}: mq_send EMSGSIZE (message too long).`,
      });
      expect(queue.read()).toHaveLength(1);
    });

    it('refuses a packet when the queue is full', async () => {
      const name = freeName();
      const queue = listen(name);
      const { transport, context } = make(`mqueue://${name}`);
      for (let i = 0; i < 10; i += 1) {
        await transport.send(Buffer.from(`a:${i}|c`));
      }
      await expect(transport.send(Buffer.from('late:1|c'))).rejects.toMatchObject({
        code: 'STATS_TRANSPORT',
        message: `The message queue ${name} is full, nothing reads it fast enough.`,
      });
      expect(queue.read()).toHaveLength(10);
      await transport.send(Buffer.from('later:1|c'));
      expect(queue.read()).toEqual([{ text: 'later:1|c', priority: 3 }]);
      expect(context.messages).toEqual([]);
    });

    it('keeps a packet until there is a queue', async () => {
      const name = freeName();
      const { transport, context } = make(`mqueue://${name}`);
      const sent = transport.send(Buffer.from('a:1|c'));
      await context.errors.atLeast(2);
      expect(transport.connected).toBe(false);
      expect(context.messages[0]).toBe(
        `The message queue ${name} could not be opened, packets wait for it: mq_open ENOENT (no such file or directory).`,
      );
      const queue = listen(name);
      await sent;
      expect(queue.read()).toEqual([{ text: 'a:1|c', priority: 3 }]);
    });

    it('notices within a second that the queue was removed and made again', async () => {
      const name = freeName();
      const first = new MessageQueuePeer(name);
      const { transport } = make(`mqueue://${name}`);
      await transport.send(Buffer.from('a:1|c'));
      first.remove();
      const second = listen(name);
      passTime(1_000);
      await transport.send(Buffer.from('b:1|c'));
      expect(second.read()).toEqual([{ text: 'b:1|c', priority: 3 }]);
      expect(transport.connected).toBe(true);
    });

    it('uses the fallback as long as there is no queue', async () => {
      const name = freeName();
      const server = await UdpServer.listen();
      onTestFinished(() => server.close());
      const fallback = `udp://127.0.0.1:${server.port}`;
      const { transport, context } = make({ type: 'mqueue', name, fallback });
      await transport.send(Buffer.from('a:1|c'));
      await transport.send(Buffer.from('b:1|c'));
      expect(await server.packets.atLeast(2)).toEqual(['a:1|c', 'b:1|c']);
      expect(context.messages).toEqual([
        `The message queue ${name} could not be opened, udp is used meanwhile: mq_open ENOENT (no such file or directory).`,
      ]);
      const queue = listen(name);
      passTime(100);
      await transport.send(Buffer.from('c:1|c'));
      expect(queue.read()).toEqual([{ text: 'c:1|c', priority: 3 }]);
      expect(server.packets.all).toHaveLength(2);
    });

    it('ends the lines of a packet for a fallback that is a stream', async () => {
      const server = await LineServer.listen();
      onTestFinished(() => server.kill());
      const { transport } = make({ type: 'mqueue', name: freeName(), fallback: `tcp://127.0.0.1:${server.port}` });
      await transport.send(Buffer.from('a:1|c\nb:1|c'));
      expect(await server.lines.atLeast(2)).toEqual(['a:1|c', 'b:1|c']);
    });

    it('rejects what waits when it is closed', async () => {
      const name = freeName();
      const { transport, context } = make(`mqueue://${name}`);
      const waiting = transport.send(Buffer.from('a:1|c'));
      await context.errors.atLeast(1);
      await transport.close();
      await expect(waiting).rejects.toMatchObject({
        code: 'STATS_TRANSPORT',
        message: `The transport mqueue://${name} is closed.`,
      });
    });
  },
);
