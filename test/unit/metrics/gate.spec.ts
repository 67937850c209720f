import { expect, it } from 'vitest';
import { Ledger } from '../../../lib/common/ledger';
import { Warner } from '../../../lib/common/warner';
import { Gate } from '../../../lib/metrics/gate';
import { FakeClock } from '../../../lib/testing/fake-clock';

function gateOf(enabled: boolean): { gate: Gate; ledger: Ledger; told: string[] } {
  const told: string[] = [];
  const ledger = new Ledger(new Warner(({ message }) => told.push(message), new FakeClock()));
  return { gate: new Gate(enabled, ledger), ledger, told };
}

it('lets calls in while it is open', () => {
  const { gate, ledger } = gateOf(true);
  expect(gate.admit()).toBe(true);
  expect(ledger.dropped.closed).toBe(0);
});

it('counts calls that come after it was closed, and tells nothing', () => {
  const { gate, ledger, told } = gateOf(true);
  gate.close();
  expect([gate.admit(), gate.admit(3), gate.isOpen]).toEqual([false, false, false]);
  expect(ledger.dropped.closed).toBe(4);
  expect(told).toEqual([]);
});

it('neither lets in nor counts where nothing is enabled, closed or not', () => {
  const { gate, ledger } = gateOf(false);
  expect(gate.admit()).toBe(false);
  gate.close();
  expect(gate.admit()).toBe(false);
  expect(ledger.dropped.closed).toBe(0);
});
