/** The value of the tag `error`: the name of the error's class, or the type of what was thrown instead of one. */
export function errorName(error: unknown): string {
  if (typeof error !== 'object' || error === null) {
    return typeof error;
  }
  try {
    const name: unknown = error.constructor.name;
    return typeof name === 'string' && name !== '' ? name : 'Error';
  } catch {
    return 'Object';
  }
}
