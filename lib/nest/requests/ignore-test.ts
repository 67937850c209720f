import type { RequestOptions } from './request-options';
import type { ServedRequest } from './served-request';

type Ignorable = NonNullable<RequestOptions['ignore']>[number];

/** Whether a request is one of those to ignore. */
export function ignoreTest(ignore: readonly Ignorable[]): (served: ServedRequest) => boolean {
  return (served) => ignore.some((test) => matches(test, served));
}

function matches(test: Ignorable, served: ServedRequest): boolean {
  if (typeof test === 'string') {
    return served.path === test;
  }
  if (typeof test === 'function') {
    try {
      return test(served.request);
    } catch {
      return false;
    }
  }
  // A global or sticky expression goes on from where its last match ended.
  test.lastIndex = 0;
  return test.test(served.path);
}
