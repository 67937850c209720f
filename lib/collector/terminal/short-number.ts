const SUFFIXES = [
  { from: 1e12, suffix: 'T' },
  { from: 1e9, suffix: 'G' },
  { from: 1e7, suffix: 'M' },
] as const;

/** A number for people, in few characters: whole up to ten millions, else with about four digits that matter. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const large = SUFFIXES.find(({ from }) => size >= from);
  if (large !== undefined && Number.isFinite(value)) {
    const unit = large.suffix === 'M' ? 1e6 : large.from;
    return size >= 1e15 ? value.toExponential(2) : `${trimmed(value / unit, 2)}${large.suffix}`;
  }
  if (Number.isInteger(value) || !Number.isFinite(value)) {
    return `${value}`;
  }
  return trimmed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

function trimmed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
