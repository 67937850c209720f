import type { SeriesWriter } from '../dialects/series-writer';

/** Something that waits to be written: a series, or a finished line. Links of the one list that it stands in. */
export abstract class Entry {
  previous: Entry | undefined = undefined;
  next: Entry | undefined = undefined;

  /** How many values wait in it, from 1: what writing it costs. */
  get weight(): number {
    return 1;
  }

  /** Writes what was gathered and starts anew. */
  abstract writeTo(writer: SeriesWriter): void;
}
