/**
 * The same text in memory of its own. A piece cut from a string keeps the whole string alive, here a packet; what is kept for
 * long must not.
 */
export function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
