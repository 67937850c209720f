import { SetMetadata } from '@nestjs/common';

const SKIP_STATS = 'nestjs-stats:skip';

/**
 * Leaves out what would be recorded by itself: on a handler its requests and messages, on a class those of all its handlers;
 * on a method what a decorator of the class would record of it, on a class what a decorator of its base class would. A
 * decorator of the method itself still records.
 */
export function SkipStats(): MethodDecorator & ClassDecorator {
  return SetMetadata(SKIP_STATS, true);
}

/** Whether a class or a function is told to be left out, or inherits that. */
export function isSkipped(target: object): boolean {
  return Reflect.getMetadata(SKIP_STATS, target) === true;
}
