import { Inject, Optional } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DEFAULT_CLIENT } from '../stats.tokens';
import type { Instrument, MethodRecorder } from './instrument';
import { type Class, Page, pageOf } from './page';
import { asStats, StatsSource } from './stats-source';

/** The key under which an instance holds the page of a client, or the way to it. */
export function pageKey(client: string = DEFAULT_CLIENT): symbol {
  return Symbol.for(`nestjs-stats.page.${client}`);
}

/** What an instance holds until its first call: the client may be made after it, even with its help. */
class WayToPage {
  constructor(
    private readonly source: StatsSource,
    private readonly client: string,
    private readonly holder: object,
  ) {}

  recorder(instrument: Instrument): MethodRecorder | undefined {
    const stats = this.source.find(this.client);
    return stats && hold(this.holder, pageKey(this.client), pageOf(stats, classOf(this.holder))).recorder(instrument);
  }
}

/**
 * Asks Nest to let instances know their module, through which the client is found at the first call: once for a class and its
 * heirs. To ask for the client itself would hang the start of an application whose options are made by a decorated class.
 */
export function injectPage(prototype: object, client: string = DEFAULT_CLIENT): void {
  const key = pageKey(client);
  if (key in prototype) {
    return;
  }
  Object.defineProperty(prototype, key, {
    set(this: object, moduleRef: ModuleRef) {
      hold(this, key, new WayToPage(StatsSource.of(moduleRef), client, this));
    },
    configurable: true,
  });
  Inject(ModuleRef)(prototype, key);
  Optional()(prototype, key);
}

/** Gives an instance that Nest did not make a client. False where it takes no more properties. */
export function givePage(instance: object, key: symbol, client: object): boolean {
  const stats = asStats(client);
  if (stats !== undefined) {
    hold(instance, key, pageOf(stats, classOf(instance)));
  }
  return stats === undefined || Object.hasOwn(instance, key);
}

/** The page that an instance holds, where it holds one. */
export function heldPage(instance: object, key: symbol): Page | undefined {
  const held: unknown = Object.hasOwn(instance, key) ? Reflect.get(instance, key) : undefined;
  return held instanceof Page ? held : undefined;
}

function hold<T extends object>(instance: object, key: symbol, held: T): T {
  Reflect.defineProperty(instance, key, { value: held, configurable: true, writable: true });
  return held;
}

function classOf(instance: object): Class {
  return (instance.constructor ?? Object) as Class;
}
