import type { Instrument } from './instrument';
import { instrumentMethod } from './instrument-method';
import { isSkipped } from './skip-stats.decorator';

/** What Nest calls when an application or a gateway starts and stops. */
const LIFECYCLE_HOOKS: ReadonlySet<PropertyKey> = new Set([
  'constructor',
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
  'afterInit',
  'handleConnection',
  'handleDisconnect',
]);

/** Instruments every method that instances of a class have, inherited ones too. */
export function instrumentClass(prototype: object, instrumentOf: (method: PropertyKey) => Instrument): void {
  const seen = new Set<PropertyKey>(LIFECYCLE_HOOKS);
  for (let owner: object | null = prototype; owner !== null && owner !== Object.prototype;) {
    for (const method of Reflect.ownKeys(owner)) {
      const descriptor = Object.getOwnPropertyDescriptor(owner, method) as PropertyDescriptor;
      const value: unknown = descriptor.value;
      if (!seen.has(method) && typeof value === 'function' && !isSkipped(value)) {
        const wrapped = instrumentMethod(value as () => unknown, instrumentOf(method));
        Object.defineProperty(prototype, method, { ...descriptor, value: wrapped });
      }
      seen.add(method);
    }
    owner = Object.getPrototypeOf(owner) as object | null;
  }
}
