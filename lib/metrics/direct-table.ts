import type { SeriesWriter } from '../dialects/series-writer';
import { DirectSeries } from './direct-series';
import type { Entry } from './entry';
import type { FlushCycle } from './flush-cycle';
import type { Refusal } from './refusal';
import type { Series } from './series';
import { seriesAddress, type SeriesAddress } from './series-address';
import { SeriesTable, type Found, type TableContext, type Wanted } from './series-table';

/** The table of a client that does not aggregate: its series remember only how their lines begin and end. */
export class DirectTable extends SeriesTable {
  private readonly writer: SeriesWriter;

  constructor(context: TableContext, writerOf: (cycle: FlushCycle) => SeriesWriter) {
    super(context);
    this.writer = writerOf(this.cycle);
  }

  place(line: Entry): void {
    line.writeTo(this.writer);
  }

  /** Each order of tags is a series of its own, because each line keeps the order of its call. */
  protected addressOf({ name, tags }: Wanted): SeriesAddress {
    return seriesAddress(name, tags);
  }

  protected make(wanted: Wanted): Series | Refusal {
    const keeping = this.gaugeKeeping(wanted);
    return keeping === undefined
      ? this.tooMany(wanted)
      : new DirectSeries(this, this.label(wanted), keeping, this.writer);
  }

  /** Nothing is folded, so nothing has to be kept: the series serves one call. */
  protected beyondLimit(wanted: Wanted): Found<Series | Refusal> {
    const target = this.make(wanted);
    if (target instanceof DirectSeries) {
      target.isKept = false;
    }
    return { target };
  }
}
