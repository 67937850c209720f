import { recordCall } from '../../client/record-call';
import { isPrimitive, whenDone } from '../../client/when-done';
import { copyProperties } from './copy-properties';
import type { Page } from './page';
import type { Instrument } from './instrument';

type Method = (this: object, ...args: unknown[]) => unknown;

/** `this` of a call. A bare function has none, and outside of Nest an instance holds no page. */
type Paged = Readonly<Record<symbol, Pick<Page, 'recorder'> | undefined>>;

/** On a method that is recorded: what it does by itself, and what records it. */
const INSTRUMENTED = Symbol('nestjs-stats.instrumented');

interface Instrumented {
  readonly original: Method;
  readonly instruments: readonly Instrument[];
  readonly wrapper: Method;
}

/**
 * The method, recorded by an instrument in addition to those there are. One of a class gives way to one of its kind.
 */
export function instrumentMethod(method: Method, instrument: Instrument): Method {
  const known = instrumentedBy(method);
  const others = known?.instruments ?? [];
  const rivals = others.filter(({ kind }) => kind === instrument.kind && instrument.isOfClass);
  if (rivals.some(({ isOfClass }) => !isOfClass)) {
    return method;
  }
  const all = [...others.filter((other) => !rivals.includes(other)), instrument];
  const original = known?.original ?? method;
  const wrapper = all.reduce(
    (inner, one) => (one.isSteady ? recordAlike(inner, one) : recordEach(inner, one)),
    original,
  );
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

function recordEach(method: Method, instrument: Instrument): Method {
  const { pageKey } = instrument;
  return function (...args) {
    const recording = (this as Paged | undefined)?.[pageKey]?.recorder(instrument)?.call?.(this, args);
    return recording === undefined ? method.apply(this, args) : recordCall(() => method.apply(this, args), recording);
  };
}

/**
 * What `recordEach` does, written out: as long as nobody else sees the arguments the engine makes no array of them, which
 * would take twice as long as all the rest.
 */
function recordAlike(method: Method, instrument: Instrument): Method {
  const { pageKey } = instrument;
  return function (...args) {
    const recording = (this as Paged | undefined)?.[pageKey]?.recorder(instrument)?.steady;
    if (recording === undefined) {
      return method.apply(this, args);
    }
    const began = recording.begin();
    let returned: unknown;
    try {
      returned = method.apply(this, args);
    } catch (error) {
      recording.fail(began, error);
      throw error;
    }
    if (isPrimitive(returned)) {
      recording.succeed(began, returned);
      return returned;
    }
    return whenDone(returned, began, recording);
  };
}
