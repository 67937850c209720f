import type { Completion } from './completion';
import { standIn } from './stand-in';

type Handler = ((value: unknown) => unknown) | null | undefined;

/** Anything with a `then`. It may be lazy: a query that runs when `then` is called, and again when it is called again. */
export interface Thenable {
  then(onFulfilled?: Handler, onRejected?: Handler): unknown;
  catch?(...handlers: unknown[]): unknown;
  finally?(...handlers: unknown[]): unknown;
}

/** True for promises of the language itself: they run already, and their `then` may be called by anyone. */
export function isPlainPromise(value: object): value is Promise<unknown> {
  return value instanceof Promise && Object.getPrototypeOf(value) === Promise.prototype;
}

/** A derived promise takes the place of the promise: a rejection that nobody handles stays unhandled, once. */
export function followPromise<Began>(promise: Promise<unknown>, completion: Completion<Began>): Promise<unknown> {
  const derived = promise.then(
    (value) => {
      completion.succeed(value);
      return value;
    },
    (error: unknown) => {
      completion.fail(error);
      throw error;
    },
  );
  for (const key in promise) {
    // Members that were put on the promise (`cancel`, say) stay with it.
    Reflect.set(derived, key, Reflect.get(promise, key));
  }
  return derived;
}

/** Listens in when the caller calls `then`, and never calls it itself. */
export function followThenable<Began>(thenable: Thenable, completion: Completion<Began>): Thenable {
  const replaced: Partial<Thenable> = {
    // oxlint-disable-next-line unicorn/no-thenable -- it stands in for a thenable
    then: (onFulfilled, onRejected) => {
      completion.resume();
      return thenable.then(
        (value) => {
          completion.succeed(value);
          return typeof onFulfilled === 'function' ? onFulfilled(value) : value;
        },
        (error) => {
          completion.fail(error);
          if (typeof onRejected === 'function') {
            return onRejected(error);
          }
          throw error;
        },
      );
    },
  };
  if (typeof thenable.catch === 'function') {
    replaced.catch = (...handlers) => {
      completion.resume();
      const handler = handlers.pop();
      if (typeof handler === 'function') {
        handlers.push((error: unknown): unknown => {
          completion.fail(error);
          return handler(error);
        });
      }
      return follow(thenable.catch?.(...handlers), completion);
    };
  }
  if (typeof thenable.finally === 'function') {
    replaced.finally = (...handlers) => {
      completion.resume();
      return follow(thenable.finally?.(...handlers), completion);
    };
  }
  return standIn(thenable, replaced, 'target');
}

function follow<Began>(returned: unknown, completion: Completion<Began>): unknown {
  if (typeof returned !== 'object' || returned === null || !('then' in returned)) {
    return returned;
  }
  return isPlainPromise(returned)
    ? followPromise(returned, completion)
    : followThenable(returned as Thenable, completion);
}
