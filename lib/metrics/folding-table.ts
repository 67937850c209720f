import { CounterSeries } from './counter-series';
import type { Entry } from './entry';
import { GaugeSeries } from './gauge-series';
import type { Refusal } from './refusal';
import { SampleSeries } from './sample-series';
import type { Series } from './series';
import { foldingAddress, type SeriesAddress } from './series-address';
import { SeriesTable, type Found, type Wanted } from './series-table';
import { SetSeries } from './set-series';
import { Shelves } from './shelves';

/** The table of a client that aggregates: one series for each kind, name and set of tags, whatever their order. */
export class FoldingTable extends SeriesTable {
  /** One series a name, for what has no room among the others. */
  private readonly overflow = new Shelves();

  override get size(): number {
    return super.size + this.overflow.size;
  }

  protected override get isFull(): boolean {
    return super.size >= this.context.maxSeries;
  }

  place(line: Entry): void {
    this.cycle.append(line);
  }

  protected addressOf({ name, tags }: Wanted): SeriesAddress {
    return foldingAddress(name, tags);
  }

  protected make(wanted: Wanted): Series | Refusal {
    const label = this.label(wanted);
    switch (wanted.kind) {
      case 'counter':
        return new CounterSeries(this, label);
      case 'gauge': {
        const keeping = this.gaugeKeeping(wanted);
        return keeping === undefined ? this.tooMany(wanted) : new GaugeSeries(this, label, keeping);
      }
      case 'set':
        return new SetSeries(this, label);
      case 'timer':
      case 'histogram':
      case 'distribution':
        return new SampleSeries(this, label, this.context.samples);
    }
  }

  protected beyondLimit({ kind, name }: Wanted): Found<Series | Refusal> {
    const { overflowTags, maxSeries, ledger } = this.context;
    const wanted = { kind, name, tags: overflowTags };
    const shelf = this.overflow.of(kind);
    // Their tags are always the same. In a flood of tag sets this is the way of every call.
    const known = shelf.get([name]);
    if (known !== undefined) {
      return { target: known };
    }
    if (this.overflow.size >= maxSeries) {
      return { target: this.tooMany(wanted) };
    }
    ledger.tell(
      'STATS_DROPPED',
      'overflow',
      `There are ${maxSeries} series (option maxSeries): further ones of ${name} and other names fold into one a name, tagged overflow:true.`,
    );
    return { target: this.put(wanted, shelf, [name]).target };
  }
}
