/** The command was called in a way that it does not know: exit code 2, and a word on where help is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
