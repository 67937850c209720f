import { describe, expect, it } from 'vitest';
import { Application, useApplications } from '../support/application';
import { finishSoundly, isOrdered, note, outcomeOf } from '../support/fault-outcome';
import { FaultServer } from '../support/fault-server';
import type { FaultAnswer } from '../support/fault-server';

const library = useApplications();

describe('an HTTP server in trouble, under load', { timeout: 30_000 }, () => {
  it.each<[what: string, answers: FaultAnswer[], duplicates: boolean]>([
    ['answers 500, 502, 503', [{ status: 500 }, { status: 502 }, { status: 503 }], false],
    ['answers 429 with Retry-After: 1', [{ status: 429, headers: { 'retry-after': '1' } }], false],
    ['answers 408', [{ status: 408 }], false],
    ['does not answer twice (timeoutMs 200)', [{}, {}], true],
  ])('gets all of it when it %s', async (what, answers, duplicates) => {
    const server = await FaultServer.start('http', { answers });
    const application = await Application.start(library(), {
      transport: { type: 'http', url: server.url, timeoutMs: 200 },
    });
    await application.do('load');
    await server.answered(answers.length + 2);
    const { report } = await finishSoundly(application);
    await server.stop();
    const outcome = note(`server ${what}`, 'http', outcomeOf(report, server.numbers));
    expect(outcome).toMatchObject({ sent: report.recorded, delivered: report.recorded, lost: 0 });
    expect(outcome.duplicates > 0).toBe(duplicates);
    expect(isOrdered(server.numbers)).toBe(true);
  });

  it.each([400, 401, 413, 302])('loses to an answer of %s that packet, which is counted', async (status) => {
    const server = await FaultServer.start('http', { answers: [{ status: 204 }, { status }] });
    const application = await Application.start(library(), { transport: server.url });
    await application.do('load');
    await server.answered(5);
    const { report, told } = await finishSoundly(application);
    await server.stop();
    const outcome = note(`server answers ${status} once`, 'http', outcomeOf(report, server.numbers));
    expect(outcome.droppedTransport).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ delivered: outcome.sent, duplicates: 0, lost: 0 });
    expect(told).toEqual([expect.stringContaining(`refused a packet with status ${status}`)]);
  });
});
