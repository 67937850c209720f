import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Application, useApplications } from '../support/application';
import { finishSoundly, isOrdered, note, outcomeOf } from '../support/fault-outcome';
import { FaultServer } from '../support/fault-server';
import { DatagramPeer, MessageQueuePeer, whyNoNativePeers } from '../support/native-peers';
import { temporaryFolder } from '../support/temporary-folder';

const noNativePeers = whyNoNativePeers();
const because = noNativePeers === undefined ? '' : ` (${noNativePeers})`;

const library = useApplications();

const numbersIn = (packets: string[]): number[] =>
  packets.flatMap((packet) => packet.split('\n')).map((line) => Number(/l:(\d{7})\|ms/.exec(line)?.[1]));

describe('a Unix socket whose file is removed and made again', { timeout: 30_000 }, () => {
  it.each(['unix', 'unixstream'] as const)(
    'costs a client of %s nothing where the server says goodbye',
    async (kind) => {
      const server = await FaultServer.start(kind);
      const application = await Application.start(library(), { transport: server.url });
      await application.do('load');
      await server.received(500);
      rmSync(server.url.replace(`${kind}://`, ''));
      // The connection lives on without the file.
      await server.received(server.receivedCount + 500);
      await server.stop();
      await application.records(500);
      await server.startAgain();
      await server.received(server.receivedCount + 500);
      const { report } = await finishSoundly(application);
      await server.stop();
      const outcome = note('socket file removed and made again', kind, outcomeOf(report, server.numbers));
      expect(outcome).toMatchObject({ sent: report.recorded, delivered: report.recorded, lost: 0 });
      expect(isOrdered(server.numbers)).toBe(true);
    },
  );

  it.skipIf(noNativePeers !== undefined)(`costs a client of unixgram nothing${because}`, async () => {
    const path = join(temporaryFolder(), 'dsd.socket');
    const numbers: number[] = [];
    const application = await Application.start(library(), { transport: `unixgram://${path}` });
    const makePeer = (): DatagramPeer => {
      const peer = new DatagramPeer(path);
      onTestFinished(() => peer.close());
      return peer;
    };
    const readFor = async (peer: DatagramPeer, work: Promise<unknown>): Promise<void> => {
      const end = work.then(() => true);
      const turn = (): Promise<boolean> => new Promise((resolve) => setImmediate(resolve, false));
      while (!(await Promise.race([end, turn()]))) {
        numbers.push(...numbersIn(peer.read()));
      }
      numbers.push(...numbersIn(peer.read()));
    };
    const first = makePeer();
    await application.do('record', 1_000);
    await readFor(first, application.do('flush'));
    rmSync(path);
    await application.do('record', 1_000);
    await readFor(first, application.do('flush'));
    first.close();
    await application.do('record', 1_000);
    await application.tells('was lost');
    const second = makePeer();
    await readFor(second, application.do('flush', 10_000));
    const { report } = await finishSoundly(application);
    const outcome = note('socket file removed and made again', 'unixgram', outcomeOf(report, numbers));
    expect(outcome).toMatchObject({ sent: 3_000, delivered: 3_000, duplicates: 0, lost: 0 });
    expect(isOrdered(numbers)).toBe(true);
  });
});

describe('a message queue that is full', { timeout: 30_000 }, () => {
  it.skipIf(noNativePeers !== undefined)(`costs the packets that come meanwhile, and no more${because}`, async () => {
    const name = `/nestjs-stats-full-${process.pid}`;
    const queue = new MessageQueuePeer(name);
    onTestFinished(() => queue.remove());
    const numbers: number[] = [];
    const read = (): void => {
      numbers.push(...numbersIn(queue.read().map(({ text }) => text)));
    };
    const application = await Application.start(library(), { transport: `mqueue://${name}`, flushIntervalMs: 0 });
    await application.do('record', 100);
    await application.do('flush');
    expect(await application.do('report')).toMatchObject({ lines: 10, dropped: { transport: 90 } });
    read();
    await application.do('record', 5);
    await application.do('flush');
    read();
    const { report, told } = await finishSoundly(application);
    const outcome = note('message queue full (10 messages), then read', 'mqueue', outcomeOf(report, numbers));
    expect(outcome).toMatchObject({ written: 105, sent: 15, delivered: 15, lost: 0, droppedTransport: 90 });
    expect(told).toEqual([`The message queue ${name} is full, nothing reads it fast enough.`]);
  });
});
