import type { MetricKind } from '../parsed-line';
import { CounterState } from './counter-state';
import { GaugeState } from './gauge-state';
import { MemberBudget } from './member-budget';
import { MemberState } from './member-state';
import { SampleState } from './sample-state';
import type { SeriesState } from './series-state';

/** Of one set. */
const MAX_MEMBERS = 1_000;
/** Of all sets together. */
const MAX_MEMBER_CHARS = 8_388_608;

/** Makes the state of a new series by its kind. The sets of one factory share their room. */
export function stateFactory(windowMs: number, maxSamples: number): (kind: MetricKind) => SeriesState {
  const budget = new MemberBudget(MAX_MEMBER_CHARS);
  const states: Record<MetricKind, () => SeriesState> = {
    counter: () => new CounterState(),
    gauge: () => new GaugeState(),
    timer: () => new SampleState(windowMs, maxSamples),
    histogram: () => new SampleState(windowMs, maxSamples),
    distribution: () => new SampleState(windowMs, maxSamples),
    set: () => new MemberState(MAX_MEMBERS, budget),
  };
  return (kind) => states[kind]();
}
