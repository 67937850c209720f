import { createInterface } from 'node:readline';

/** The lines of standard input without their ends, empty ones left out. Ctrl-C ends them. */
export async function* readLines(): AsyncGenerator<string, void> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  process.once('SIGINT', () => lines.close());
  for await (const line of lines) {
    if (line !== '') {
      yield line;
    }
  }
}
