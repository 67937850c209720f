import type { Recording } from './recording';
import { Completion } from './returned/completion';
import { followIterable, followIterator } from './returned/iterator';
import { isNodeStream, followStream } from './returned/node-stream';
import { followObservable, isObservable } from './returned/observable';
import { followPromise, followThenable, isPlainPromise, type Thenable } from './returned/promise';

/** Whether a call that returned this is over for certain. False needs the closer look that {@link whenDone} takes. */
export function isPrimitive(returned: unknown): boolean {
  return (typeof returned !== 'object' && typeof returned !== 'function') || returned === null;
}

/**
 * Reports the end of a call that returned `returned`, once, and returns what the caller is to get in its place: it has the
 * same value or reason, the same members and the same laziness. `began` is what `recording.begin()` said before the call.
 *
 * - a plain value: at once;
 * - a promise: when it settles; the caller gets one derived from it, so that no unhandled rejection is added or hidden;
 * - another thenable: when it settles for the first time; its `then` is called by the caller only;
 * - an Observable: each subscription, when it completes, fails or is given up, which is a success;
 * - an iterator, a generator: when it is done, by itself or by `return`, or when it throws; other async iterables: each
 *   iteration;
 * - a Node stream: at its end, error or close; closed without an error it is a success.
 */
export function whenDone<T, Began>(returned: T, began: Began, recording: Recording<Began>): T {
  if (isPrimitive(returned)) {
    recording.succeed(began, returned);
    return returned;
  }
  const value = returned as object;
  if (Array.isArray(value)) {
    recording.succeed(began, value);
    return returned;
  }
  if (isPlainPromise(value)) {
    return followPromise(value, new Completion(recording, began)) as T;
  }
  return followObject(value, began, recording) as T;
}

function followObject<Began>(value: object, began: Began, recording: Recording<Began>): object {
  switch (kindOf(value)) {
    case 'value':
      recording.succeed(began, value);
      return value;
    case 'thenable':
      return followThenable(value as Thenable, new Completion(recording, began).pause());
    case 'iterator':
      return followIterator(value, new Completion(recording, began).pause());
    case 'iterable':
      recording.pause?.(began);
      return followIterable(value as AsyncIterable<unknown>, recording);
    case 'observable':
      recording.pause?.(began);
      return followObservable(value, recording);
    case 'stream':
      return followStream(value, new Completion(recording, began));
  }
}

type Kind = 'value' | 'thenable' | 'observable' | 'stream' | 'iterator' | 'iterable';

interface Asked {
  readonly then?: unknown;
  readonly next?: unknown;
  readonly pipe?: unknown;
  readonly subscribe?: unknown;
  readonly getReader?: unknown;
  readonly [Symbol.iterator]?: unknown;
  readonly [Symbol.asyncIterator]?: unknown;
}

// Most of what is returned is a plain object, which pays for every question that is asked here.
function kindOf(value: Asked): Kind {
  try {
    if (typeof value.then === 'function') {
      return 'thenable';
    }
    if (typeof value.subscribe === 'function' && isObservable(value)) {
      return 'observable';
    }
    if (typeof value.pipe === 'function' && isNodeStream(value)) {
      return 'stream';
    }
    const isAsync = typeof value[Symbol.asyncIterator] === 'function';
    if (typeof value.next === 'function' && (isAsync || typeof value[Symbol.iterator] === 'function')) {
      return 'iterator';
    }
    // A web stream is only taken by its own kind: nothing may stand in for it.
    return isAsync && typeof value.getReader !== 'function' ? 'iterable' : 'value';
  } catch {
    // Objects that refuse to be asked for members they do not have are values.
    return 'value';
  }
}
