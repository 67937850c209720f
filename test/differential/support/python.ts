import type { DurationLike } from '../../../lib/common/duration';
import type { Recorded, RecordedCall } from './corpus';

const NAMED_FLOATS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

interface Encoded {
  readonly $float?: string;
  readonly $int?: string;
  readonly $timedelta?: { readonly days: number; readonly seconds: number; readonly microseconds: number };
  readonly $repeat?: readonly [text: string, times: number];
  readonly $bytes?: string;
  readonly $list?: readonly Recorded[];
  readonly $dict?: readonly (readonly [Recorded, Recorded])[];
}

/** The value that a user of ours would hand over for one of Python: nothing is made to fit. */
export function valueOf(recorded: Recorded): unknown {
  if (typeof recorded !== 'object' || recorded === null) {
    return recorded;
  }
  const { $float, $int, $timedelta, $repeat, $bytes, $list, $dict } = recorded as Encoded;
  if ($float !== undefined) {
    return NAMED_FLOATS[$float] ?? Number($float);
  }
  if ($int !== undefined) {
    return Number($int);
  }
  if ($timedelta !== undefined) {
    return $timedelta satisfies DurationLike;
  }
  if ($repeat !== undefined) {
    return $repeat[0].repeat($repeat[1]);
  }
  if ($bytes !== undefined) {
    return Buffer.from($bytes, 'hex');
  }
  if ($list !== undefined) {
    return $list.map(valueOf);
  }
  if ($dict !== undefined) {
    return Object.fromEntries($dict.map(([key, value]) => [String(valueOf(key)), valueOf(value)]));
  }
  return Array.isArray(recorded)
    ? recorded.map(valueOf)
    : Object.fromEntries(Object.entries(recorded).map(([key, value]) => [key, valueOf(value)]));
}

/** The text that Python makes of a value: what a peer does with tags, and so a user who comes from it. */
export function textOf(value: unknown): string {
  switch (value) {
    case null:
      return 'None';
    case true:
      return 'True';
    case false:
      return 'False';
    default:
      return String(value);
  }
}

/** The arguments of a call by name, wherever they stood; `undefined` where none was given. */
export function argumentsOf<const N extends string>(
  { args, kwargs = {} }: RecordedCall,
  ...names: readonly N[]
): Record<N, unknown> {
  const given = names.map((name, i) => [name, valueOf(i < args.length ? args[i] : kwargs[name])]);
  return Object.fromEntries(given) as Record<N, unknown>;
}
