// @ts-check

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** A median and the middle half of what was seen around it. */
export class Spread {
  /** @param {readonly number[]} values */
  constructor(values) {
    this.median = median(values);
    this.low = quantile(values, 0.25);
    this.high = quantile(values, 0.75);
  }
}
