import { describe, expect, it } from 'vitest';
import { Application, useApplications } from '../support/application';
import { finishSoundly, gapsOf, isOrdered, note, outcomeOf } from '../support/fault-outcome';
import { FaultServer } from '../support/fault-server';

const library = useApplications();

const named = (server: FaultServer): string => server.url.replace('127.0.0.1', 'metrics.test');

describe('a host name that is not found any more', { timeout: 30_000 }, () => {
  it('costs a client of udp nothing: the old address serves', async () => {
    const server = await FaultServer.start('udp');
    const application = await Application.start(library(), {
      transport: named(server),
      linesAMs: 2,
      divideTimeBy: 300,
      hooks: ['answerLookUps'],
    });
    await application.do('load');
    await server.received(200);
    await application.do('failLookUps');
    await application.tells('could not be looked up again, 127.0.0.1 serves on');
    await server.received(server.receivedCount + 200);
    await application.do('hold');
    await application.do('flush');
    await server.received(application.recorded);
    const { report } = await finishSoundly(application);
    const outcome = note('DNS fails after success', 'udp', outcomeOf(report, server.numbers));
    expect(outcome).toMatchObject({ sent: report.recorded, delivered: report.recorded, duplicates: 0, lost: 0 });
  });

  it.each(['tcp', 'http', 'ws'] as const)('has a client of %s wait until it is found again', async (kind) => {
    const server = await FaultServer.start(kind);
    const application = await Application.start(library(), { transport: named(server), hooks: ['answerLookUps'] });
    await application.do('load');
    await server.received(200);
    await application.do('failLookUps');
    await server.kill();
    await server.startAgain();
    await application.looksUp(2);
    const before = server.receivedCount;
    expect(await application.do('report')).toMatchObject({ connected: false });
    await application.do('answerLookUps');
    await server.received(before + 500);
    const { report } = await finishSoundly(application);
    await server.stop();
    const outcome = note('server killed, DNS fails meanwhile', kind, outcomeOf(report, server.numbers));
    expect(report).toMatchObject({ lines: report.recorded, reconnects: 1 });
    expect(isOrdered(server.numbers)).toBe(true);
    expect(gapsOf(server.numbers)).toBeLessThanOrEqual(kind === 'http' ? 0 : 1);
    expect(outcome.delivered + outcome.lost).toBe(outcome.sent);
  });

  it('costs a client of udp what is sent before it is found for the first time', async () => {
    const server = await FaultServer.start('udp');
    const application = await Application.start(library(), { transport: named(server) });
    await application.do('failLookUps');
    await application.do('record', 100);
    await application.tells('could not be looked up');
    await application.do('flush');
    expect(await application.do('report')).toMatchObject({ connected: false, lines: 0, dropped: { transport: 100 } });
    await application.do('answerLookUps');
    await application.looksUp(1);
    await application.do('flush');
    await application.do('record', 100);
    const { report } = await finishSoundly(application);
    await server.received(report.lines);
    note('DNS fails from the start, then answers', 'udp', outcomeOf(report, server.numbers));
    expect(report.lines).toBe(100);
  });
});
