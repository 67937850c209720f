import { expect, it } from 'vitest';
import { Silence } from '../../../lib/delivery/silence';
import { FakeClock } from '../../../lib/testing/fake-clock';

function silenceOf(): { silence: Silence; clock: FakeClock } {
  const clock = new FakeClock();
  clock.advance(1_000);
  return { silence: new Silence(clock), clock };
}

it('is none where nothing was to be delivered', () => {
  const { silence, clock } = silenceOf();
  clock.advance(5_000);
  expect(silence.ms(false)).toBe(0);
});

it('lasts from the first that waits until something is delivered', () => {
  const { silence, clock } = silenceOf();
  silence.begin();
  clock.advance(300);
  silence.begin();
  clock.advance(200);
  expect(silence.ms(true)).toBe(500);
  silence.end(false);
  clock.advance(700);
  expect(silence.ms(false)).toBe(0);
});

it('begins anew with each delivery while more waits', () => {
  const { silence, clock } = silenceOf();
  silence.begin();
  clock.advance(500);
  silence.end(true);
  clock.advance(40);
  expect(silence.ms(true)).toBe(40);
});

it('lasts until the last that was given up where nothing waits any more', () => {
  const { silence, clock } = silenceOf();
  silence.begin();
  silence.fail();
  clock.advance(9_000);
  expect(silence.ms(false)).toBe(0);
  silence.begin();
  clock.advance(1_000);
  expect(silence.ms(true)).toBe(10_000);
  silence.fail();
  clock.advance(60_000);
  expect(silence.ms(false)).toBe(10_000);
});
