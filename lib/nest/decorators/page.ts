import { systemClock } from '../../common/clock';
import type { Stats } from '../../client/stats';
import { StatsService } from '../stats.service';
import type { Instrument, MethodRecorder } from './instrument';
import { isSkipped } from './skip-stats.decorator';

export type Class = abstract new (...args: never[]) => object;

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

/** Where a client keeps the pages of the classes that it records. */
const BOOK = Symbol('nestjs-stats.book');

/** One for a client and a class, however many instances there are. */
export function pageOf(stats: Stats & { [BOOK]?: WeakMap<Class, Page> }, owner: Class): Page {
  let book = stats[BOOK];
  if (book === undefined) {
    book = new WeakMap();
    Reflect.defineProperty(stats, BOOK, { value: book });
  }
  let page = book.get(owner);
  if (page === undefined) {
    page = new Page(stats, owner);
    book.set(owner, page);
  }
  return page;
}
