/** A finite number in JavaScript's shortest form, without exponent: `1e21` is a one and 21 zeros. `-0` is `0`. */
export function numberText(value: number): string {
  // Adding 0 turns -0 into 0, which `'' + value` would do as well, but the callers that look at the sign would not.
  const text = String(value + 0);
  const e = text.indexOf('e');
  return e === -1 ? text : withoutExponent(text, e);
}

/** A finite duration with at most 6 decimals: a millionth of a millisecond is below what any clock tells. */
export function durationText(ms: number): string {
  if (Math.abs(ms) >= 1e21) {
    return numberText(ms);
  }
  const fixed = ms.toFixed(6);
  let end = fixed.length;
  while (fixed.charCodeAt(end - 1) === 48) {
    end -= 1;
  }
  const text = fixed.slice(0, fixed.charCodeAt(end - 1) === 46 ? end - 1 : end);
  return text === '-0' ? '0' : text;
}

/** `-1.25e-7` is moved to `-0.000000125`, `1.5e21` to `1500000000000000000000`. */
function withoutExponent(text: string, e: number): string {
  const exponent = Number(text.slice(e + 1));
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = text.slice(sign.length, e).split('.');
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) {
    return `${sign}0.${'0'.repeat(-point)}${digits}`;
  }
  return sign + digits.padEnd(point, '0');
}
