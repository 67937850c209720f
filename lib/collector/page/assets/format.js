/**
 * A number for people, in few characters.
 *
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function short(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 1e15) {
    return value.toExponential(2);
  }
  for (const [from, unit, suffix] of /** @type {const} */ ([
    [1e12, 1e12, 'T'],
    [1e9, 1e9, 'G'],
    [1e6, 1e6, 'M'],
    [1e5, 1e3, 'k'],
  ])) {
    if (size >= from) {
      return trimmed(value / unit, 2) + suffix;
    }
  }
  if (Number.isInteger(value)) {
    return String(value);
  }
  return trimmed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

/**
 * @param {number} value
 * @param {number} decimals
 */
function trimmed(value, decimals) {
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
