import { describe, expect, it, onTestFinished } from 'vitest';
import type { Lookup } from '../../lib/transports/host-resolver';
import type { UdpOptions } from '../../lib/transports/transport-options';
import { UdpTransport } from '../../lib/transports/udp-transport';
import { RecordingContext } from '../support/recording-context';
import { UdpServer } from '../support/udp-server';

async function listen(address?: string, port?: number): Promise<UdpServer> {
  const server = await UdpServer.listen(address, port);
  onTestFinished(() => server.close());
  return server;
}

function make(options: Omit<UdpOptions, 'type'>, lookup?: Lookup) {
  const context = new RecordingContext();
  const transport = new UdpTransport({ type: 'udp', ...options }, context, lookup);
  onTestFinished(() => transport.close());
  return { transport, context };
}

const refuseLookup: Lookup = () => {
  throw new Error('an address is never looked up');
};

describe('the transport udp', () => {
  it.each(['127.0.0.1', '::1'])('sends to %s without a look-up', async (host) => {
    const server = await listen(host);
    const { transport, context } = make({ host, port: server.port }, refuseLookup);
    await transport.send(Buffer.from('a:1|c'));
    await transport.send(Buffer.from('ü:2|c'));
    expect(await server.packets.atLeast(2)).toEqual(['a:1|c', 'ü:2|c']);
    expect(context.messages).toEqual([]);
  });

  it('is connected once it is open', async () => {
    const { transport } = make({ port: 9 });
    expect(transport.connected).toBe(false);
    await transport.open();
    expect(transport.connected).toBe(true);
    await transport.close();
    expect(transport.connected).toBe(false);
  });

  it('carries 65,507 bytes and refuses more', async () => {
    const server = await listen();
    const { transport } = make({ port: server.port });
    await transport.send(Buffer.alloc(65_507, 97));
    await expect(transport.send(Buffer.alloc(65_508, 97))).rejects.toMatchObject({
      code: 'STATS_TRANSPORT',
      message: `A packet of 65508 bytes could not be sent to udp://127.0.0.1:${server.port}: send EMSGSIZE.`,
    });
    await transport.send(Buffer.from('after:1|c'));
    expect((await server.packets.atLeast(2)).map((packet) => packet.length)).toEqual([65_507, 9]);
  });

  it('does not let a refusal of an earlier packet cost the next one', async () => {
    const gone = await UdpServer.listen();
    const { port } = gone;
    await gone.close();
    const { transport, context } = make({ port });
    for (let packet = 0; packet < 100; packet += 1) {
      await transport.send(Buffer.from(`lost:${packet}|c`));
    }
    const server = await listen('127.0.0.1', port);
    await transport.send(Buffer.from('back:1|c'));
    expect(await server.packets.atLeast(1)).toEqual(['back:1|c']);
    for (const { code, message } of context.errors.all) {
      expect([code, message]).toEqual([
        'STATS_TRANSPORT',
        `Nothing listens at udp://127.0.0.1:${port}, what is sent there is lost: recvmsg ECONNREFUSED.`,
      ]);
    }
  });

  it('paces a burst: 16 packets a millisecond', async () => {
    const server = await listen();
    const { transport } = make({ port: server.port });
    await transport.open();
    const start = performance.now();
    for (let packet = 0; packet < 320; packet += 1) {
      await transport.send(Buffer.from('a:1|c'));
    }
    expect(performance.now() - start).toBeGreaterThanOrEqual(19);
    expect(await server.packets.atLeast(320)).toHaveLength(320);
  });

  it('looks a name up once and sends to its address', async () => {
    const server = await listen();
    const asked: string[] = [];
    const { transport } = make({ host: 'stats.internal', port: server.port }, (host, _options, answer) => {
      asked.push(host);
      answer(null, '127.0.0.1', 4);
    });
    await transport.open();
    await transport.send(Buffer.from('a:1|c'));
    await transport.send(Buffer.from('b:1|c'));
    expect(await server.packets.atLeast(2)).toEqual(['a:1|c', 'b:1|c']);
    expect(asked).toEqual(['stats.internal']);
  });

  it('refuses packets while the name cannot be looked up', async () => {
    const { transport, context } = make({ host: 'stats.internal' }, (_host, _options, answer) =>
      answer(new Error('getaddrinfo ENOTFOUND stats.internal'), '', 0),
    );
    const reason =
      'The host stats.internal of the transport udp could not be looked up: getaddrinfo ENOTFOUND stats.internal.';
    await transport.open();
    expect(context.messages).toEqual([reason]);
    await expect(transport.send(Buffer.from('a:1|c'))).rejects.toMatchObject({
      code: 'STATS_TRANSPORT',
      message: reason,
    });
    expect(transport.connected).toBe(false);
  });

  it('rejects what waits for a look-up when it is closed', async () => {
    const { transport } = make({ host: 'stats.internal' }, () => {});
    const waiting = transport.send(Buffer.from('a:1|c'));
    await transport.close();
    await expect(waiting).rejects.toMatchObject({ code: 'STATS_TRANSPORT' });
  });

  it('closes twice and refuses packets afterwards', async () => {
    const { transport } = make({ port: 9 });
    await transport.open();
    await transport.close();
    await transport.close();
    await expect(transport.send(Buffer.from('a:1|c'))).rejects.toMatchObject({
      code: 'STATS_TRANSPORT',
      message: 'The transport udp://127.0.0.1:9 is closed.',
    });
  });
});
