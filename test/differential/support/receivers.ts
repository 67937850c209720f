import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DeliveryReport } from '../../../lib/delivery/delivery-report';
import type { TransportOptions } from '../../../lib/transports/transport-options';
import { LineServer } from '../../support/line-server';
import { temporaryFolder } from '../../support/temporary-folder';
import { UdpServer } from '../../support/udp-server';

/** A real socket, and what came to it. */
export interface Receiver {
  readonly transport: TransportOptions;
  /** Everything that the client says it has sent: datagrams, or the packets of a stream put together. */
  received(report: DeliveryReport): Promise<readonly string[]>;
}

export async function receive(kind: 'udp' | 'tcp' | 'unix'): Promise<Receiver> {
  return kind === 'udp' ? await receiveDatagrams() : await receiveStream(kind);
}

async function receiveDatagrams(): Promise<Receiver> {
  const server = await UdpServer.listen();
  onTestFinished(() => server.close());
  return {
    transport: { type: 'udp', host: '127.0.0.1', port: server.port },
    received: async ({ packets }) => [...(await server.packets.atLeast(packets))],
  };
}

async function receiveStream(kind: 'tcp' | 'unix'): Promise<Receiver> {
  const path = join(temporaryFolder(), 'stats.sock');
  const server = await LineServer.listen(kind === 'unix' ? { path } : {});
  onTestFinished(() => server.kill());
  return {
    transport: kind === 'unix' ? { type: 'unix', path } : { type: 'tcp', host: '127.0.0.1', port: server.port },
    async received({ lines }) {
      const all = await server.lines.atLeast(lines);
      return all.map((line) => `${line}\n`);
    },
  };
}
