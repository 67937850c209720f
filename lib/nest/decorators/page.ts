import { Inject, Optional } from '@nestjs/common';
import { systemClock } from '../../common/clock';
import type { Stats } from '../../client/stats';
import { StatsService } from '../stats.service';
import { DEFAULT_CLIENT, getStatsToken } from '../stats.tokens';
import type { Instrument, MethodRecorder } from './instrument';
import { isSkipped } from './skip-stats.decorator';

/** Where a client keeps the pages of the classes that it records. */
const BOOK = Symbol('nestjs-stats.book');

type Class = abstract new (...args: never[]) => object;

/**
 * The key under which an instance holds the page of a client. Nest thinks that it injects the client there.
 */
export function pageKey(client: string = DEFAULT_CLIENT): symbol {
  return Symbol.for(`nestjs-stats.page.${client}`);
}

/** Asks Nest to give instances the client, once for a class and its heirs. */
export function injectStats(prototype: object, client: string | undefined): void {
  const key = pageKey(client);
  if (key in prototype) {
    return;
  }
  Object.defineProperty(prototype, key, {
    set(this: object, stats: unknown) {
      giveInstance(this, key, stats);
    },
    configurable: true,
  });
  Inject(getStatsToken(client))(prototype, key);
  Optional()(prototype, key);
}

/** False where the instance takes no more properties. */
export function giveInstance(instance: object, key: symbol, stats: unknown): boolean {
  // A stand-in that a test has put in the client's place may know less than a client does.
  const page = isStats(stats) ? pageOf(stats, (instance.constructor ?? Object) as Class) : undefined;
  return Reflect.defineProperty(instance, key, { value: page, configurable: true, writable: true });
}

/** The page that an instance holds, where it holds one. */
export function heldPage(instance: object, key: symbol): Page | undefined {
  return Object.hasOwn(instance, key) ? (Reflect.get(instance, key) as Page | undefined) : undefined;
}

interface Entry {
  readonly instrument: Instrument;
  /** `undefined`: nothing is recorded. */
  readonly recorder: MethodRecorder | undefined;
}

/** The recorders of one class's methods, for one client. */
export class Page {
  private readonly entries: (Entry | undefined)[] = [];

  constructor(
    readonly stats: Stats,
    private readonly owner: Class,
  ) {}

  recorder(instrument: Instrument): MethodRecorder | undefined {
    const known = this.entries[instrument.index];
    // A method may be called on an instance of another class, whose page has something else in this place.
    return known?.instrument === instrument ? known.recorder : this.add(instrument);
  }

  private add(instrument: Instrument): MethodRecorder | undefined {
    const recorder = this.make(instrument);
    this.entries[instrument.index] = { instrument, recorder };
    return recorder;
  }

  private make(instrument: Instrument): MethodRecorder | undefined {
    if (instrument.isOfClass && isSkipped(this.owner)) {
      return undefined;
    }
    const { stats } = this;
    const clock = stats instanceof StatsService ? stats.clock : systemClock;
    try {
      return instrument.recorderAt({ stats, clock, className: this.owner.name, method: instrument.method });
    } catch {
      // Only a stand-in for the client throws, and the method is to run nevertheless.
      return undefined;
    }
  }
}

function pageOf(stats: Stats & { [BOOK]?: WeakMap<Class, Page> }, owner: Class): Page {
  let book = stats[BOOK];
  if (book === undefined) {
    book = new WeakMap();
    Object.defineProperty(stats, BOOK, { value: book });
  }
  let page = book.get(owner);
  if (page === undefined) {
    page = new Page(stats, owner);
    book.set(owner, page);
  }
  return page;
}

function isStats(value: unknown): value is Stats {
  const { meters, incr, timing, observe } = Object(value) as Partial<Stats>;
  return typeof meters === 'object' && [incr, timing, observe].every((method) => typeof method === 'function');
}
