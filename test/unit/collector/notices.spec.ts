import { expect, it } from 'vitest';
import { noticeLine } from '../../../lib/collector/terminal/notice-line';
import { MetricStore } from '../../../lib/collector/metric-store';
import type { Notice } from '../../../lib/collector/notices';
import { noticesOf } from '../../../lib/collector/notices';
import { parsePacket } from '../../../lib/collector/parse-packet';

function noticesFor(...lines: string[]): Notice[] {
  const store = new MetricStore({ clock: { wall: () => 5_000, monotonic: () => 0 } });
  lines.forEach((line) => store.receive(parsePacket(Buffer.from(line)), line.length));
  return noticesOf(store.snapshot());
}

it('are events and service checks, in the order in which they came', () => {
  expect(
    noticesFor('_sc|db.up|2|m:no answer', 'a:1|c', '_e{8,2}:deployed|v2|t:success|#env:prod', '_sc|db.up|0'),
  ).toEqual([
    { number: 1, atMs: 5_000, what: 'check', level: 'critical', title: 'db.up', text: 'no answer', tags: [] },
    { number: 2, atMs: 5_000, what: 'event', level: 'success', title: 'deployed', text: 'v2', tags: [['env', 'prod']] },
    { number: 3, atMs: 5_000, what: 'check', level: 'ok', title: 'db.up', text: '', tags: [] },
  ]);
});

it('tell when it happened and where it comes from, where it was said', () => {
  const [event, check] = noticesFor(
    '_e{2,0}:up||d:1700000000|h:web-1|k:deploys|p:low|s:ci|#env:prod',
    '_sc|db.up|0|d:1700000001|h:db-1|#env:prod',
  );
  expect(event).toMatchObject({
    atMs: 1_700_000_000_000,
    level: 'info',
    tags: [
      ['host', 'web-1'],
      ['source', 'ci'],
      ['key', 'deploys'],
      ['priority', 'low'],
      ['env', 'prod'],
    ],
  });
  expect(check).toMatchObject({
    atMs: 1_700_000_001_000,
    tags: [
      ['host', 'db-1'],
      ['env', 'prod'],
    ],
  });
});

it('are the latest only, and few where they are long', () => {
  const short = noticesFor(...Array.from({ length: 60 }, (_, at) => `_sc|check${at}|0`));
  expect(short.map(({ title }) => title)).toEqual(Array.from({ length: 50 }, (_, at) => `check${at + 10}`));
  const text = 'x'.repeat(50_000);
  expect(noticesFor(...Array.from({ length: 9 }, (_, at) => `_sc|check${at}|0|#${text}`))).toHaveLength(5);
});

it('are a line for a terminal, in which nothing can be obeyed', () => {
  const [event, check] = noticesFor('_e{8,6}:deployed|v2\\nok|t:success|#env:prod', '_sc|db.up|2|m:no\u009b2J answer');
  expect(event && noticeLine(event)).toBe('event success deployed{env=prod}: v2·ok');
  expect(check && noticeLine(check)).toBe('check critical db.up: no·2J answer');
});
