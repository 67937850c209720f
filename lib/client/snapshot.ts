/**
 * What a call was given, as it stands now: the caller may change it later, and reading it twice may give two things. What
 * cannot be read is returned as it is, for whoever reads it next to refuse.
 */
export function snapshot<T extends object>(given: T | undefined): T | undefined {
  if (given === undefined) {
    return given;
  }
  try {
    const copy = { ...given };
    for (const key in given) {
      if (!Object.hasOwn(copy, key)) {
        copy[key] = given[key];
      }
    }
    return copy;
  } catch {
    return given;
  }
}

/** Tags over tags; where one of them cannot be read, neither can what is returned. */
export function layered<T extends object>(outer: T | undefined, inner: T): T {
  try {
    return { ...outer, ...inner };
  } catch (error) {
    return {
      get unreadable(): never {
        throw error;
      },
    } as unknown as T;
  }
}
