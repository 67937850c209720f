import { Ledger } from '../../lib/common/ledger';
import { Warner } from '../../lib/common/warner';
import { FakeClock } from '../../lib/testing/fake-clock';

/** A ledger, and the messages that it has told. */
export function ledgerOf(): { ledger: Ledger; told: string[] } {
  const told: string[] = [];
  return { ledger: new Ledger(new Warner(({ message }) => told.push(message), new FakeClock())), told };
}
