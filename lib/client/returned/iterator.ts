import type { Recording } from '../recording';
import { Completion } from './completion';
import { standIn } from './stand-in';

type Step = (...args: unknown[]) => unknown;

interface AnyIterator {
  next: Step;
  return?: Step;
  throw?: Step;
}

const STEPS = ['next', 'return', 'throw'] as const;
const GENERATOR = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())) as object;
const ASYNC_GENERATOR = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())) as object;

/** Reports when the iterator says that it is done, by itself or after `return` or `throw`. It stays a generator object. */
export function followIterator<Began>(iterator: object, completion: Completion<Began>): object {
  const steps = iterator as AnyIterator;
  const replaced: Partial<AnyIterator> & Record<symbol, Step> = {};
  for (const step of STEPS) {
    if (typeof steps[step] === 'function') {
      replaced[step] = (...args) => take(steps, step, args, completion);
    }
  }
  // The steps of a generator are all that need its inner state, so an heir is as good as the generator, and faster than a Proxy.
  if (GENERATOR.isPrototypeOf(iterator) || ASYNC_GENERATOR.isPrototypeOf(iterator)) {
    return Object.assign(Object.create(iterator) as object, replaced);
  }
  const stand = standIn(iterator, replaced, 'target');
  for (const symbol of [Symbol.iterator, Symbol.asyncIterator]) {
    const iterate: unknown = Reflect.get(iterator, symbol);
    if (typeof iterate === 'function') {
      replaced[symbol] = () => {
        const result: unknown = Reflect.apply(iterate as Step, iterator, []);
        return result === iterator ? stand : result;
      };
    }
  }
  return stand;
}

/** Reports each iteration: an iterable may be gone through more than once. */
export function followIterable<Began>(iterable: AsyncIterable<unknown>, recording: Recording<Began>): object {
  const replaced = {
    [Symbol.asyncIterator]: () =>
      followIterator(iterable[Symbol.asyncIterator](), new Completion(recording, recording.begin())),
  };
  return standIn(iterable, replaced, 'target');
}

function take<Began>(
  iterator: AnyIterator,
  step: (typeof STEPS)[number],
  args: unknown[],
  completion: Completion<Began>,
): unknown {
  completion.resume();
  const look = <R>(result: R): R => {
    if ((result as IteratorResult<unknown> | undefined)?.done === true) {
      completion.succeed();
    }
    return result;
  };
  try {
    const result = iterator[step]?.(...args);
    return result instanceof Promise ? result.then(look, rethrow) : look(result);
  } catch (error) {
    return rethrow(error);
  }
  function rethrow(error: unknown): never {
    completion.fail(error);
    throw error;
  }
}
