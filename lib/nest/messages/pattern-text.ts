/** A pattern or an event as the value of a tag: a text as it is, anything else as JSON whose keys are in order. */
export function patternText(pattern: unknown): string {
  return typeof pattern === 'string' ? pattern : (JSON.stringify(pattern, inOrder) ?? String(pattern));
}

function inOrder(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
