/**
 * A pattern of what may not stand in a part of a line: control characters and `|`, which are reserved everywhere, and the
 * characters given. A space among them stands for ASCII white space (the rest of which are control characters).
 *
 * @param elsewhere further patterns, for what is reserved in some places only: `'\\\\$'` is a backslash at the end
 */
export function reserve(characters: string, ...elsewhere: string[]): RegExp {
  const escaped = characters.replace(/[\\\]^-]/g, '\\$&');
  return new RegExp([`[\\p{Cc}|${escaped}]`, ...elsewhere].join('|'), 'gu');
}

/**
 * The text with everything reserved replaced by `_`. Half a surrogate pair becomes U+FFFD, as it would on its way to UTF-8: texts that are equal on the
 * wire are equal here.
 */
export function clean(text: string, reserved: RegExp): string {
  return text.replace(reserved, '_').replace(/\p{Cs}/gu, '\uFFFD');
}
