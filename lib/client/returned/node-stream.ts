import { errorMonitor, type EventEmitter } from 'node:events';
import type { Completion } from './completion';

interface NodeStream extends EventEmitter {
  readonly readable?: boolean;
  readonly readableEnded?: boolean;
  readonly writableFinished?: boolean;
  readonly destroyed?: boolean;
  readonly errored?: Error | null;
}

/** A stream that so many calls have handed out lives on its own: those calls do not wait for it, nor load it with listeners. */
const MAX_WAITING_CALLS = 8;

export function isNodeStream(value: object): boolean {
  const { pipe, on, listenerCount } = value as Record<string, unknown>;
  return typeof pipe === 'function' && typeof on === 'function' && typeof listenerCount === 'function';
}

/** Reports the end, the error or the close, whichever comes first. An error that nobody handles stays unhandled. */
export function followStream<Began>(value: object, completion: Completion<Began>): object {
  const stream = value as NodeStream;
  const isReadable = stream.readableEnded !== undefined || stream.readable === true;
  if (stream.errored) {
    completion.fail(stream.errored);
  } else if (
    stream.destroyed === true ||
    (isReadable ? stream.readableEnded : stream.writableFinished) === true ||
    stream.listenerCount(errorMonitor) >= MAX_WAITING_CALLS
  ) {
    completion.succeed();
  } else {
    const succeed = (): void => completion.succeed();
    stream.once(errorMonitor, (error) => completion.fail(error));
    stream.once(isReadable ? 'end' : 'finish', succeed);
    stream.once('close', succeed);
  }
  return stream;
}
