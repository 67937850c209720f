import { StatsError } from '../../common/stats-error';
import type { Instrument, MethodPlace, MethodRecorder } from './instrument';
import { instrumentClass } from './instrument-class';
import { instrumentMethod } from './instrument-method';
import type { InstrumentOptions } from './instrument-options';
import { injectStats, pageKey } from './page';

const DECORATORS = { timed: '@Timed()', counted: '@Counted()', 'in-flight': '@InFlight()' } as const;

/**
 * A decorator for methods and classes alike.
 *
 * @throws StatsError `STATS_INVALID_SETUP`, when the class is defined, on what is not a method of its instances
 */
export function instrumentDecorator(
  kind: Instrument['kind'],
  nameOrOptions: string | InstrumentOptions = {},
  recorderAt: (place: MethodPlace, options: InstrumentOptions) => MethodRecorder,
): MethodDecorator & ClassDecorator {
  const options = typeof nameOrOptions === 'string' ? { name: nameOrOptions } : nameOrOptions;
  const instrumentOf = (method: PropertyKey, isOfClass: boolean): Instrument => ({
    kind,
    pageKey: pageKey(options.client),
    isOfClass,
    method: typeof method === 'symbol' ? (method.description ?? '') : String(method),
    recorderAt: (place) => recorderAt(place, options),
  });
  const decorate = (target: object, method?: PropertyKey, descriptor?: PropertyDescriptor): void => {
    if (method === undefined) {
      injectStats((target as { prototype: object }).prototype, options.client);
      instrumentClass((target as { prototype: object }).prototype, (name) => instrumentOf(name, true));
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
      injectStats(target, options.client);
      descriptor.value = instrumentMethod(descriptor.value as () => unknown, [instrumentOf(method, false)]);
    }
  };
  return decorate as MethodDecorator & ClassDecorator;
}

function misplaced(kind: Instrument['kind'], className: string, method: PropertyKey, what: string): StatsError {
  return new StatsError(
    'STATS_INVALID_SETUP',
    `${DECORATORS[kind]} stands on ${className}.${String(method)}, ${what}.`,
  );
}
