import { expect, it } from 'vitest';
import { Ledger } from '../../../lib/common/ledger';
import { StatsError } from '../../../lib/common/stats-error';
import { Warner } from '../../../lib/common/warner';
import { FakeClock } from '../../../lib/testing/fake-clock';

function ledgerOf(): { ledger: Ledger; told: string[] } {
  const told: string[] = [];
  return {
    ledger: new Ledger(new Warner(({ code, message }) => told.push(`${code} ${message}`), new FakeClock())),
    told,
  };
}

it('counts every loss and tells the first of each reason', () => {
  const { ledger, told } = ledgerOf();
  ledger.drop('invalid', 1, 'a bad number');
  ledger.drop('invalid', 1, 'a bad name');
  ledger.drop('queueFull', 3, 'no room');
  ledger.drop('oversize', 1, 'too long');
  ledger.drop('transport', 5, 'no server');
  expect(ledger.dropped).toEqual({
    invalid: 2,
    closed: 0,
    seriesLimit: 0,
    unsupported: 0,
    queueFull: 3,
    oversize: 1,
    transport: 5,
  });
  expect(ledger.droppedLines).toBe(9);
  expect(told).toEqual([
    'STATS_INVALID_CALL a bad number',
    'STATS_DROPPED no room',
    'STATS_DROPPED too long',
    'STATS_DROPPED no server',
  ]);
  expect(ledger.lastError?.message).toBe('no server');
});

it('counts tags that were left out', () => {
  const { ledger, told } = ledgerOf();
  ledger.dropTag('an object');
  ledger.dropTag('another object');
  expect(ledger.droppedTags).toBe(2);
  expect(told).toEqual(['STATS_DROPPED an object']);
});

it('remembers the last error, also one that was made elsewhere', () => {
  const { ledger } = ledgerOf();
  const error = new StatsError('STATS_TRANSPORT', 'gone', { cause: new Error('ECONNRESET') });
  ledger.warn('connection', error);
  expect(ledger.lastError).toBe(error);
  expect(error).toMatchObject({ name: 'StatsError', code: 'STATS_TRANSPORT', message: 'gone' });
  expect(error.cause).toEqual(new Error('ECONNRESET'));
});
