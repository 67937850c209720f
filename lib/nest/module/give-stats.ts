import type { ModulesContainer } from '@nestjs/core';
import { givePage, heldPage, pageKey } from '../decorators/held-page';
import type { StatsService } from '../stats.service';

type InstanceWrapper = ModulesContainer extends Map<string, { readonly providers: Map<unknown, infer W> }> ? W : never;

/**
 * Gives a client to decorated instances that Nest holds but did not make (`useFactory`, `useValue`), so that nothing was
 * injected into them: to those there are, and to those that factories make for a request or for each consumer as they come.
 *
 * @param refused hears of each class once whose instances take no more properties: of those there are in one call
 */
export function giveStats(
  modules: ModulesContainer,
  client: StatsService,
  name: string,
  refused: (classes: string[]) => void,
): void {
  const known = new Set<string>();
  const key = pageKey(name);
  const wrappers = madeElsewhere(modules);
  const giveAll = (instances: unknown[]): void => {
    const classes = instances
      .filter((instance) => isDecorated(instance, key))
      .filter((instance) => !give(instance, key, client))
      .map((instance) => instance.constructor.name);
    const unheard = [...new Set(classes)].filter((className) => !known.has(className));
    if (unheard.length > 0) {
      unheard.forEach((className) => known.add(className));
      refused(unheard);
    }
  };
  giveAll(wrappers.flatMap(instancesOf));
  wrappers.filter(makesMore).forEach((wrapper) => onEachMade(wrapper, (instance) => giveAll([instance])));
}

function madeElsewhere(modules: ModulesContainer): InstanceWrapper[] {
  return [...modules.values()]
    .flatMap((moduleRef) => [...moduleRef.providers.values()])
    .filter((wrapper) => wrapper.isNotMetatype && !wrapper.isAlias);
}

function instancesOf(wrapper: InstanceWrapper): unknown[] {
  return wrapper.isTransient ? wrapper.getStaticTransientInstances().map((host) => host?.instance) : [wrapper.instance];
}

function makesMore(wrapper: InstanceWrapper): boolean {
  return typeof wrapper.metatype === 'function' && (wrapper.isTransient || !wrapper.isDependencyTreeStatic());
}

function onEachMade(wrapper: InstanceWrapper, onMade: (instance: unknown) => void): void {
  wrapper.metatype = new Proxy(wrapper.metatype as (...args: unknown[]) => unknown, {
    apply: (factory, self, args) => {
      const made: unknown = Reflect.apply(factory, self, args);
      if (made instanceof Promise) {
        return made.then((instance: unknown) => {
          onMade(instance);
          return instance;
        });
      }
      onMade(made);
      return made;
    },
  });
}

/** False where it takes no more properties. */
function give(instance: object, key: symbol, client: StatsService): boolean {
  try {
    const page = heldPage(instance, key);
    // A value may be held by several applications, of which the first has ended.
    const isTaken = page !== undefined && !(page.stats as StatsService).closed;
    return isTaken || givePage(instance, key, client);
  } catch {
    // Proxies may refuse to be changed.
    return false;
  }
}

function isDecorated(instance: unknown, key: symbol): instance is object {
  try {
    return typeof instance === 'object' && instance !== null && key in instance;
  } catch {
    // Proxies may refuse to be asked.
    return false;
  }
}
