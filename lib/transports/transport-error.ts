import { StatsError } from '../common/stats-error';

// What a server put into an error (the names of a certificate) is shown up to this length.
const LONGEST_CAUSE = 300;

/** Trouble of a transport in flight. The cause's own text ends the sentence; without one, `what` is the whole message. */
export function transportError(what: string, cause?: unknown): StatsError {
  if (cause === undefined) {
    return new StatsError('STATS_TRANSPORT', `${what}.`);
  }
  return new StatsError('STATS_TRANSPORT', `${what}: ${causeText(cause)}.`, { cause: slim(cause) });
}

/** The system's name of an error (`ECONNREFUSED`), where it has one. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function causeText(cause: unknown): string {
  // A name with several addresses fails with one error for each and no text of its own.
  const text =
    cause instanceof AggregateError && cause.message === ''
      ? cause.errors.map((error) => causeText(error)).join('; ')
      : cause instanceof Error
        ? cause.message
        : String(cause);
  return text.length > LONGEST_CAUSE ? `${text.slice(0, LONGEST_CAUSE)}…` : text;
}

/** The cause without what it may drag along: certificates, requests, URLs. */
function slim(cause: unknown): Error {
  const error: Error & { code?: string } = new Error(causeText(cause));
  const code = errorCode(cause);
  if (code !== undefined) {
    error.code = code;
  }
  return error;
}
