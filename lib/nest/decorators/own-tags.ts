import type { Tags } from '../../common/tags';
import type { InstrumentedCall, InstrumentOptions } from './instrument-options';

/** The tags that the options of a decorator add; `call` is needed where they are made of it. */
export function ownTags(tags: InstrumentOptions['tags'], call?: () => InstrumentedCall): Tags | undefined {
  if (typeof tags !== 'function') {
    return tags;
  }
  try {
    return call && tags(call());
  } catch {
    // The call of the application is worth more than its tags.
    return undefined;
  }
}
