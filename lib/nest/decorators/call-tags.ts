import type { Tags } from '../../common/tags';
import { errorName } from '../error-name';
import type { MethodPlace } from './instrument';
import type { InstrumentedCall, InstrumentOptions } from './instrument-options';

export function successTags(place: MethodPlace): Tags {
  return { ...place.tags, outcome: 'success' };
}

export function failureTags(place: MethodPlace, error: unknown): Tags {
  return { ...place.tags, outcome: 'failure', error: errorName(error) };
}

/** The tags that the options add, of a call where they ask for it. */
export function ownTags(tags: InstrumentOptions['tags'], call: () => InstrumentedCall): Tags | undefined {
  if (typeof tags !== 'function') {
    return tags;
  }
  try {
    return tags(call());
  } catch {
    // The call of the application is worth more than its tags.
    return undefined;
  }
}
