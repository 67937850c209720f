import { StatsError } from '../../common/stats-error';
import { checkInstrumentOptions } from './check-instrument-options';
import type { Instrument, MethodPlace, MethodRecorder } from './instrument';
import { instrumentClass } from './instrument-class';
import { instrumentMethod } from './instrument-method';
import type { InstrumentOptions } from './instrument-options';
import { injectPage, pageKey } from './held-page';

const DECORATORS = { timed: '@Timed()', counted: '@Counted()', 'in-flight': '@InFlight()' } as const;

/**
 * A decorator for methods and classes alike.
 *
 * @throws StatsError `STATS_INVALID_SETUP`, when the class is defined, on what is not a method of its instances;
 * `STATS_INVALID_OPTION` on wrong options
 */
export function instrumentDecorator(
  kind: Instrument['kind'],
  nameOrOptions: string | InstrumentOptions | undefined,
  recorderAt: (place: MethodPlace, options: InstrumentOptions) => MethodRecorder,
): MethodDecorator & ClassDecorator {
  const options = checkInstrumentOptions(DECORATORS[kind], nameOrOptions);
  const instrumentOf = (prototype: object, method: PropertyKey, isOfClass: boolean): Instrument => ({
    kind,
    pageKey: pageKey(options.client),
    isOfClass,
    isSteady: typeof options.tags !== 'function',
    index: nextIndex(prototype),
    method: typeof method === 'symbol' ? (method.description ?? '') : String(method),
    recorderAt: (place) => recorderAt(place, options),
  });
  const decorate = (target: object, method?: PropertyKey, descriptor?: PropertyDescriptor): void => {
    if (method === undefined) {
      const { prototype } = target as { prototype: object };
      injectPage(prototype, options.client);
      instrumentClass(prototype, (name) => instrumentOf(prototype, name, true));
      return;
    }
    if (typeof target === 'function') {
      throw misplaced(
        kind,
        target.name,
        method,
        'a static method, which belongs to no instance that Nest gives a client to',
      );
    }
    if (descriptor === undefined) {
      throw misplaced(kind, target.constructor.name, method, 'a property: only methods can be recorded');
    }
    // Accessors are left alone.
    if (typeof descriptor.value === 'function') {
      injectPage(target, options.client);
      descriptor.value = instrumentMethod(descriptor.value as () => unknown, instrumentOf(target, method, false));
    }
  };
  return decorate;
}

/** How many instruments a class has, those of its base classes among them. */
const COUNT = Symbol('nestjs-stats.instruments');

function nextIndex(prototype: object & { [COUNT]?: number }): number {
  const index = prototype[COUNT] ?? 0;
  Object.defineProperty(prototype, COUNT, { value: index + 1, configurable: true });
  return index;
}

function misplaced(kind: Instrument['kind'], className: string, method: PropertyKey, what: string): StatsError {
  return new StatsError(
    'STATS_INVALID_SETUP',
    `${DECORATORS[kind]} stands on ${className}.${String(method)}, ${what}.`,
  );
}
