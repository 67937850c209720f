import type { SeriesWriter } from '../dialects/series-writer';
import type { Entry } from './entry';
import { EntryList } from './entry-list';
import { Series } from './series';

/** Flushes without a call after which a series is given back. */
const IDLE_FLUSHES = 10;

/**
 * Where series and finished lines stand between two flushes: waiting to be written, in the order of their first touch; being
 * written, entry by entry, while recording goes on; or idle, the longest idle first.
 */
export class FlushCycle {
  private waiting = new EntryList<Entry>();
  private writing = new EntryList<Entry>();
  private readonly idle = new EntryList<Series>();
  private flushes = 0;

  /** A new series is idle until it is touched. */
  add(series: Series): void {
    series.writtenAt = this.flushes;
    this.idle.append(series);
  }

  touch(series: Series): void {
    this.idle.remove(series);
    series.touched = true;
    this.waiting.append(series);
  }

  /** Puts a finished line in its place among the series. */
  append(line: Entry): void {
    this.waiting.append(line);
  }

  /** Puts what is left of an entry that is being written before all others of this flush. */
  continueWith(rest: Entry): void {
    this.writing.prepend(rest);
  }

  /**
   * Has the chosen series write what they have gathered to `finished`, which appends it here, each in its place: what they
   * gather from now on comes after what is appended next.
   */
  settle(isChosen: (series: Series) => boolean, finished: SeriesWriter): void {
    const gathered = this.waiting;
    this.waiting = new EntryList();
    for (let entry = gathered.shift(); entry !== undefined; entry = gathered.shift()) {
      if (entry instanceof Series && isChosen(entry)) {
        entry.touched = false;
        this.add(entry);
        entry.writeTo(finished);
      } else {
        this.waiting.append(entry);
      }
    }
  }

  /** What is touched from now on belongs to the next flush. */
  begin(): void {
    this.flushes += 1;
    this.writing = this.waiting;
    this.waiting = new EntryList();
  }

  /** Writes one entry of the flush that was begun, and returns its weight; 0 when there is none left. */
  writeNext(writer: SeriesWriter): number {
    const entry = this.writing.shift();
    if (entry === undefined) {
      return 0;
    }
    const { weight } = entry;
    // Before it is written: what writing tells of may be recorded by whoever hears it, for the next flush.
    if (entry instanceof Series) {
      entry.touched = false;
      this.add(entry);
    }
    entry.writeTo(writer);
    return weight;
  }

  /** Gives the longest idle series back, or keeps it for longer where it is held; 0 when none is due, else 1. */
  releaseNext(): number {
    const series = this.idle.first;
    if (series === undefined || this.flushes - series.writtenAt < IDLE_FLUSHES) {
      return 0;
    }
    this.idle.remove(series);
    if (series.isHeld) {
      this.add(series);
    } else {
      series.release();
    }
    return 1;
  }
}
