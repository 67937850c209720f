import { expect, it } from 'vitest';
import { RunningValues } from '../../../lib/metrics/running-values';

it('starts a gauge at 0 and keeps where it stands', () => {
  const values = new RunningValues(10);
  const gauge = values.of('g');
  expect(gauge).toEqual({ value: 0 });
  gauge!.value = 7;
  expect(values.of('g')).toEqual({ value: 7 });
});

it('has none for gauges beyond its limit, and goes on with the others', () => {
  const values = new RunningValues(2);
  values.of('a')!.value = 1;
  values.of('b');
  expect(values.of('c')).toBeUndefined();
  expect(values.of('a')).toEqual({ value: 1 });
});
