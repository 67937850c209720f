import type { SeriesWriter } from '../dialects/series-writer';

/** Something that waits to be written: a series, or a finished line. Links of the one list that it stands in. */
export abstract class Entry {
  previous: Entry | undefined = undefined;
  next: Entry | undefined = undefined;

  /** Writes what was gathered and starts anew. */
  abstract writeTo(writer: SeriesWriter): void;
}
