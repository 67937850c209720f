/** A sum of finite numbers that left the range of numbers, brought back to its end: no server reads `Infinity`. */
export function withinRange(sum: number): number {
  // Sums that left it at both ends have no value left.
  return Number.isNaN(sum) ? 0 : Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, sum));
}
