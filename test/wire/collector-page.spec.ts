import { createSocket } from 'node:dgram';
import { get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { StatsCollector } from '../../lib/collector/stats-collector';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(): Promise<StatsCollector> {
  const collector = await StatsCollector.start({ page: true });
  open.push(collector);
  return collector;
}

/** Sends the lines and resolves when they have come. */
async function send(collector: StatsCollector, ...lines: string[]): Promise<void> {
  const before = collector.totals.lines;
  const socket = createSocket('udp4');
  open.push(socket);
  socket.send(lines.join('\n'), Number(new URL(collector.url).port), '127.0.0.1');
  await collector.waitFor(before + lines.length);
}

interface PageEvent {
  readonly event: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
}

/** The server-sent events of the page, one after the other. */
async function* events(collector: StatsCollector): AsyncGenerator<PageEvent, undefined> {
  const response = await fetch(`${collector.pageUrl}/updates`);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      if (event !== undefined && data !== undefined) {
        yield { event, data: JSON.parse(data) };
      }
    }
  }
}

describe('the live page', () => {
  it('tells every second what became different, and everything to who comes later', async () => {
    const collector = await start();
    const stream = events(collector);
    expect((await stream.next()).value).toMatchObject({ event: 'state', data: { series: [], lines: [] } });
    await send(collector, 'orders.placed:2|c|#channel:web', 'bad');
    const update = await until(stream, ({ data }) => data.lines.length > 0);
    const refused = [{ line: 'bad', reason: 'no ":" between a name and a value', atMs: expect.any(Number) }];
    const lines = ['orders.placed:2|c|#channel:web', 'bad'];
    expect(update).toMatchObject({
      event: 'update',
      data: { totals: { packets: 1, lines: 2, refused: 1 }, lines, refused, gone: [] },
    });
    expect(update.data.added).toEqual([[1, 'orders.placed', 'counter', [['channel', 'web']]]]);
    expect(update.data.rows).toEqual([[1, 2, expect.any(Number), null, null, null, null]]);

    await send(collector, 'db:4|ms');
    const later = await until(stream, ({ data }) => data.lines.length > 0);
    expect(later.data).toMatchObject({ lines: ['db:4|ms'], added: [[2, 'db', 'timer', []]] });
    expect(later.data).not.toHaveProperty('refused');

    const other = events(collector);
    const state = await other.next();
    expect(state.value).toMatchObject({ event: 'state', data: { lines: [...lines, 'db:4|ms'], refused } });
    const db = state.value?.data.series[1];
    expect(db).toMatchObject([2, 'db', 'timer', [], [1, expect.any(Number), 4, 4, 4, 4], expect.any(Array)]);
    const past = await (await fetch(`${collector.pageUrl}/series/2`)).json();
    expect([...new Set([db[5], past].flat(2))]).toEqual([4]);
    await Promise.all([stream.return(undefined), other.return(undefined)]);
  });

  it('tells of events and service checks when one came, and the latest to who comes later', async () => {
    const collector = await start();
    const stream = events(collector);
    expect((await stream.next()).value).toMatchObject({ event: 'state', data: { notices: [] } });
    await send(collector, '_e{8,2}:deployed|v2|t:success|#env:prod', '_sc|db.up|2|m:no answer');
    const notices = [
      { what: 'event', level: 'success', title: 'deployed', text: 'v2', tags: [['env', 'prod']] },
      { what: 'check', level: 'critical', title: 'db.up', text: 'no answer', tags: [] },
    ];
    expect(await until(stream, ({ data }) => data.lines.length > 0)).toMatchObject({ data: { notices } });
    await send(collector, 'a:1|c');
    expect((await until(stream, ({ data }) => data.lines.length > 0)).data).not.toHaveProperty('notices');

    const other = events(collector);
    expect((await other.next()).value).toMatchObject({ event: 'state', data: { notices } });
    await Promise.all([stream.return(undefined), other.return(undefined)]);
  });

  it('tells of series that had to go', async () => {
    const collector = await StatsCollector.start({ page: true, maxSeries: 1 });
    open.push(collector);
    await send(collector, 'a:1|c');
    const stream = events(collector);
    await until(stream, ({ data }) => (data.series ?? data.added).length > 0);
    await send(collector, 'b:1|c');
    const update = await until(stream, ({ data }) => data.gone?.length > 0);
    expect(update.data).toMatchObject({ gone: [1], added: [[2, 'b', 'counter', []]] });
    await stream.return(undefined);
  });

  it('lets nothing foreign run, load, frame or read it', async () => {
    const collector = await start();
    const page = await fetch(`${collector.pageUrl}/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const html = await page.text();
    expect(html.match(/https?:\/\//g)).toBeNull();
    expect(html.match(/<script(?![^>]*src=)/g)).toBeNull();
    expect(await statusFor(collector, 'evil.example')).toBe(403);
    expect(await statusFor(collector, `localhost:${new URL(collector.pageUrl ?? '').port}`)).toBe(200);
  });

  it('serves its own files and nothing else', async () => {
    const collector = await start();
    const status = async (path: string, method = 'GET'): Promise<number> =>
      (await fetch(`${collector.pageUrl}${path}`, { method })).status;
    const files = ['main', 'model', 'list', 'filter', 'spark', 'chart', 'logs', 'notices', 'format'].map(
      (name) => `/${name}.js`,
    );
    expect(await Promise.all([...files, '/style.css'].map((path) => status(path)))).toEqual(Array(10).fill(200));
    expect(await status('/%2e%2e/page-server.js')).toBe(404);
    expect(await status('/tsconfig.json')).toBe(404);
    expect(await status('/series/77')).toBe(404);
    expect(await status('/', 'POST')).toBe(405);
  });

  it('is closed with the collector, open pages too', async () => {
    const collector = await start();
    const stream = events(collector);
    await stream.next();
    await collector.close();
    await expect(drain(stream)).resolves.toBeUndefined();
    await expect(fetch(`${collector.pageUrl}/`)).rejects.toThrow('fetch failed');
  });

  it('is not served unless asked for, nor half: where its port is taken nothing stays open', async () => {
    const collector = await start();
    const plain = await StatsCollector.start();
    open.push(plain);
    expect(plain.pageUrl).toBeUndefined();
    const port = Number(new URL(collector.pageUrl ?? '').port);
    await expect(StatsCollector.start({ page: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

async function until(
  stream: AsyncGenerator<PageEvent, undefined>,
  isIt: (event: PageEvent) => boolean,
): Promise<PageEvent> {
  for (;;) {
    const { value } = await stream.next();
    if (value === undefined) {
      throw new Error('The stream of events is over.');
    }
    if (isIt(value)) {
      return value;
    }
  }
}

async function drain(stream: AsyncGenerator<PageEvent, undefined>): Promise<void> {
  try {
    for await (const event of stream) {
      void event;
    }
  } catch {
    // A connection that was cut is over as well.
  }
}

/** The answer to a request that names the page by `host`, which `fetch` does not let one set. */
function statusFor(collector: StatsCollector, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(collector.pageUrl ?? '', { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}
