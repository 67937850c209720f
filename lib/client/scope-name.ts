import type { Tags } from '../common/tags';

/** A prefix without the one dot that may end it: `'app.'` is `'app'`. */
export function trimDot(prefix: string): string {
  return prefix.endsWith('.') ? prefix.slice(0, -1) : prefix;
}

/** Two parts of a name with a dot between; an empty one adds none. */
export function joinDot(left: string, right: string): string {
  return left === '' || right === '' ? left + right : `${left}.${right}`;
}

/** Outer tags and inner ones over them, in a new object that nobody can change; `null` and `undefined` remove. */
export function overlay(outer: Tags, inner: Tags | undefined): Tags {
  const merged = Object.entries({ ...outer, ...inner }).filter(([, value]) => value !== null && value !== undefined);
  return Object.freeze(Object.fromEntries(merged));
}
