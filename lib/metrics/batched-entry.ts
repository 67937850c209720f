import type { SeriesWriter } from '../dialects/series-writer';
import { Entry } from './entry';

/** Where what is left of an entry goes that is being written: before all others of the flush. */
export interface Continuation {
  continueWith(rest: Entry): void;
}

/** The values of a series of very many, which has let go of them: they are written in batches while recording goes on. */
export class BatchedEntry extends Entry {
  constructor(
    private readonly flush: Continuation,
    private readonly size: number,
    /** Writes up to `size` further values; false where there are no more. */
    private readonly writeBatch: (writer: SeriesWriter) => boolean,
  ) {
    super();
  }

  override get weight(): number {
    return this.size;
  }

  writeTo(writer: SeriesWriter): void {
    if (this.writeBatch(writer)) {
      this.flush.continueWith(this);
    }
  }
}
