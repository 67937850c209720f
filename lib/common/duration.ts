/** A length of time in parts that add up: `{ seconds: 1.5 }` is 1500 ms. */
export interface DurationLike {
  days?: number | undefined;
  hours?: number | undefined;
  minutes?: number | undefined;
  seconds?: number | undefined;
  milliseconds?: number | undefined;
  microseconds?: number | undefined;
}

const MS_PER = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
  milliseconds: 1,
  microseconds: 0.001,
} as const satisfies Record<keyof DurationLike, number>;

const UNITS = Object.keys(MS_PER) as (keyof DurationLike)[];

/** The duration in milliseconds; `NaN` where no part is given or a part is no number. */
export function durationToMs(duration: DurationLike): number {
  let ms = 0;
  let parts = 0;
  for (const unit of UNITS) {
    const amount = duration[unit];
    if (amount === undefined) {
      continue;
    }
    if (typeof amount !== 'number') {
      return NaN;
    }
    // Divided where the factor is no whole number: 3 µs is 0.003 ms, 3 * 0.001 is 0.003 only by luck of rounding.
    ms += unit === 'microseconds' ? amount / 1_000 : amount * MS_PER[unit];
    parts += 1;
  }
  return parts === 0 ? NaN : ms;
}
