import { expect, it } from 'vitest';
import { memoryClient } from '../../support/memory-client';

const AT = { timestamp: 1_700_000_000_999 };

it('writes whole seconds on counters and gauges of the datadog dialect, and never folds such calls', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog' });
  stats.incr('c', 1, { a: 1 }, AT);
  stats.incr('c', 2, { a: 1 }, { timestamp: new Date(AT.timestamp) });
  stats.incr('c', 4, { a: 1 });
  stats.decr('c', 8, { a: 1 }, AT);
  stats.gauge('g', 1, undefined, AT);
  stats.gauge('g', 2, undefined, AT);
  expect(await sent()).toEqual([
    'c:1|c|#a:1|T1700000000',
    'c:2|c|#a:1|T1700000000',
    'c:4|c|#a:1',
    'c:-8|c|#a:1|T1700000000',
    'g:1|g|T1700000000',
    'g:2|g|T1700000000',
  ]);
  expect(stats.report().recorded).toBe(6);
});

it('writes them where nothing is folded', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog', aggregate: false, random: () => 0 });
  stats.incr('c', 1, undefined, { ...AT, rate: 0.5 });
  stats.gauge('g', 1, undefined, AT);
  expect(await sent()).toEqual(['c:1|c|@0.5|T1700000000', 'g:1|g|T1700000000']);
});

it('has none on other kinds', async () => {
  const { stats, sent } = memoryClient({ dialect: 'datadog' });
  stats.timing('t', 1, undefined, AT);
  stats.histogram('h', 1, undefined, AT);
  stats.set('s', 1, undefined, AT);
  expect(await sent()).toEqual(['t:1|ms', 'h:1|h', 's:1|s']);
});

it('is ignored on other dialects, whatever it is', async () => {
  const { stats, sent } = memoryClient();
  stats.incr('c', 1, undefined, AT);
  stats.incr('c', 1, undefined, { timestamp: 'yesterday' as unknown as number });
  stats.gauge('g', 1, undefined, AT);
  expect(await sent()).toEqual(['c:2|c', 'g:1|g']);
});

it.each([[NaN], [Infinity], [-1], ['2024-01-01'], [new Date(NaN)], [null], [{}]])('refuses %o', (timestamp) => {
  const { stats } = memoryClient({ dialect: 'datadog' });
  stats.incr('c', 1, undefined, { timestamp: timestamp as number });
  stats.gauge('g', 1, undefined, { timestamp: timestamp as number });
  expect(stats.report()).toMatchObject({ recorded: 0, dropped: { invalid: 2 } });
});
