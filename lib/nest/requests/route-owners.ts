import type { Type } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { isSkipped } from '../decorators/skip-stats.decorator';
import type { Route } from './route';

interface Owner {
  readonly controller: Type;
  readonly handler: string;
}

/** Nest copies the metadata of a handler to what it registers: so a handler says there which it is. */
const SELF = 'nestjs-stats:handler';

/** Knows whose handlers the adapter is given. */
export class RouteOwners {
  private readonly owners = new Map<object, Owner[]>();
  private readonly known = new WeakSet<ModulesContainer>();

  /** Learns the controllers of an application. */
  learn(modules: ModulesContainer): void {
    if (this.known.has(modules)) {
      return;
    }
    this.known.add(modules);
    for (const moduleRef of modules.values()) {
      for (const { metatype } of moduleRef.controllers.values()) {
        if (typeof metatype === 'function') {
          this.addAll(metatype as Type);
        }
      }
    }
  }

  /** The route of `registered`, which Nest has made of a handler. */
  routeOf(path: string, registered: object): Route {
    const owners = this.owners.get(Reflect.getMetadata(SELF, registered) as object) ?? [];
    const [first] = owners;
    return {
      path,
      isSkipped: isSkipped(registered) || (first !== undefined && owners.every((owner) => isSkipped(owner.controller))),
      controller: owners.length === 1 ? first?.controller.name : undefined,
      handler: first?.handler,
    };
  }

  private addAll(controller: Type): void {
    const seen = new Set<string>(['constructor']);
    let prototype = controller.prototype as object | null;
    while (prototype !== null && prototype !== Object.prototype) {
      for (const [handler, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
        if (!seen.has(handler) && typeof value === 'function') {
          this.add(value as object, { controller, handler });
        }
        seen.add(handler);
      }
      prototype = Object.getPrototypeOf(prototype) as object | null;
    }
  }

  private add(method: object, owner: Owner): void {
    const owners = this.owners.get(method);
    if (owners !== undefined) {
      owners.push(owner);
    } else if (Reflect.getMetadataKeys(method).length > 0) {
      Reflect.defineMetadata(SELF, method, method);
      this.owners.set(method, [owner]);
    }
  }
}
