import * as timers from 'node:timers';

// Taken once: fake timers are for what takes time, not for giving way.
const { setImmediate: afterOthers } = timers;

/** Lets the event loop turn once: everything that is due comes first. */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    afterOthers(resolve);
  });
}
