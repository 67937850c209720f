import type { Pipeline } from './stats';

/** Runs `fn` with the pipeline, and sends when it is done: when it returns or throws, or when its promise settles. */
export function runPipeline<T>(pipe: Pipeline, fn: (pipe: Pipeline) => T): T {
  let result: T;
  try {
    result = fn(pipe);
  } catch (error) {
    pipe.send();
    throw error;
  }
  if (isPromiseLike(result)) {
    return Promise.resolve(result).finally(() => pipe.send()) as T;
  }
  pipe.send();
  return result;
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
