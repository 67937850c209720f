/** Whose `this` the methods of a stand-in see. The target's own: private fields work. The stand-in's: they use what is replaced. */
export type MethodsRunOn = 'target' | 'stand-in';

/**
 * An object that is `target` in every respect, save for the members in `replaced`. The target itself stays as it is: others
 * may hold it as well.
 */
export function standIn<T extends object>(target: T, replaced: object, methodsRunOn: MethodsRunOn): T {
  const stand: T = new Proxy(carrier(target, replaced), {
    get(_, key) {
      if (Object.hasOwn(replaced, key)) {
        return Reflect.get(replaced, key);
      }
      const value: unknown = Reflect.get(target, key);
      // Own functions are values rather than methods (a query's model class), and must stay identical.
      if (
        methodsRunOn === 'stand-in' ||
        typeof value !== 'function' ||
        key === 'constructor' ||
        Object.hasOwn(target, key)
      ) {
        return value;
      }
      return new Proxy(value, {
        apply(method, self, args) {
          const result: unknown = Reflect.apply(method as () => unknown, self === stand ? target : self, args);
          return result === target ? stand : result;
        },
      });
    },
    set: (_, key, value) => Reflect.set(target, key, value),
  });
  return stand;
}

/** A Proxy must show what its own target fixes, so a target that fixes a replaced member stands one step behind. */
function carrier<T extends object>(target: T, replaced: object): T {
  const isFixed = (key: PropertyKey): boolean => Object.getOwnPropertyDescriptor(target, key)?.configurable === false;
  return Reflect.ownKeys(replaced).some(isFixed) ? (Object.create(target) as T) : target;
}
