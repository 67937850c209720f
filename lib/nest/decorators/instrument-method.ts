import { whenDone } from '../../client/when-done';
import { Chorus } from './chorus';
import { copyProperties } from './copy-properties';
import { recordingOf } from './page';
import type { Instrument } from './instrument';

type Method = (this: object, ...args: unknown[]) => unknown;

/** On a method that is recorded: what it does by itself, and what records it. */
const INSTRUMENTED = Symbol('nestjs-stats.instrumented');

interface Instrumented {
  readonly original: Method;
  readonly instruments: readonly Instrument[];
  readonly wrapper: Method;
}

/**
 * The method, recorded by `instruments` in addition to those there are. One wrapper serves them all. An instrument of a class
 * gives way to one of its kind.
 */
export function instrumentMethod(method: Method, instruments: readonly Instrument[]): Method {
  const known = instrumentedBy(method);
  const added = instruments.filter(
    ({ kind, isOfClass }) =>
      !(isOfClass && known?.instruments.some((other) => other.kind === kind && !other.isOfClass)),
  );
  const kept = (known?.instruments ?? []).filter(
    ({ kind, isOfClass }) => !(isOfClass && added.some((other) => other.kind === kind)),
  );
  const all = [...kept, ...added];
  const original = known?.original ?? method;
  const wrapper = all.length === 1 && all[0] !== undefined ? wrapOne(original, all[0]) : wrapMany(original, all);
  copyProperties(method, wrapper);
  Object.defineProperty(wrapper, INSTRUMENTED, {
    value: { original, instruments: all, wrapper } satisfies Instrumented,
    configurable: true,
  });
  return wrapper;
}

/** Only of the wrapper itself: another decorator may have copied its properties to a wrapper of its own. */
function instrumentedBy(method: Method): Instrumented | undefined {
  const known = Reflect.get(method, INSTRUMENTED) as Instrumented | undefined;
  return known?.wrapper === method ? known : undefined;
}

function wrapOne(original: Method, instrument: Instrument): Method {
  return function (...args) {
    const recording = recordingOf(instrument, this, args);
    if (recording === undefined) {
      return original.apply(this, args);
    }
    const began = recording.begin();
    let returned: unknown;
    try {
      returned = original.apply(this, args);
    } catch (error) {
      recording.fail(began, error);
      throw error;
    }
    return whenDone(returned, began, recording);
  };
}

function wrapMany(original: Method, instruments: readonly Instrument[]): Method {
  return function (...args) {
    const recordings = instruments
      .map((instrument) => recordingOf(instrument, this, args))
      .filter((recording) => recording !== undefined);
    if (recordings.length === 0) {
      return original.apply(this, args);
    }
    const chorus = new Chorus(recordings);
    const began = chorus.begin();
    let returned: unknown;
    try {
      returned = original.apply(this, args);
    } catch (error) {
      chorus.fail(began, error);
      throw error;
    }
    return whenDone(returned, began, chorus);
  };
}
