import type { Clock } from '../common/clock';
import type { Ledger } from '../common/ledger';
import type { Tag } from '../dialects/dialect';
import type { Label } from '../dialects/label';
import type { Labeller, TagList } from '../dialects/labeller';
import type { SeriesKind } from '../dialects/series-kind';
import type { Entry } from './entry';
import { FlushCycle } from './flush-cycle';
import type { Gate } from './gate';
import type { GaugeKeeping } from './gauge-series';
import { Refusal, type RefusalReason } from './refusal';
import type { RunningValues } from './running-values';
import type { SampleLimits } from './sample-series';
import type { Series, SeriesHome } from './series';
import { foldingAddress, type SeriesAddress } from './series-address';
import type { Shelf } from './shelf';
import { Shelves } from './shelves';
import type { Tally } from './tally';
import type { TargetOf } from './targets';

/** What the tables of a client and of its pipelines share. */
export interface TableContext {
  readonly labeller: Labeller;
  readonly ledger: Ledger;
  readonly gate: Gate;
  readonly running: RunningValues;
  readonly clock: Clock;
  readonly samples: SampleLimits;
  readonly maxSeries: number;
  /** Tags of the overflow series. */
  readonly overflowTags: readonly Tag[];
}

/** What a name and tags led to. */
export interface Found<T> {
  readonly target: T;
  /** The series to which the way may be remembered. */
  readonly series?: Series;
}

/** A series as it is looked for; name and tags are cleaned. */
export interface Wanted {
  readonly kind: SeriesKind;
  readonly name: string;
  readonly tags: readonly Tag[];
}

/** The series of a client or of a pipeline. Memory follows those in use, not all that ever were. */
export abstract class SeriesTable implements SeriesHome {
  recorded = 0;
  readonly tallies = new Set<Tally>();
  readonly cycle = new FlushCycle();
  protected readonly shelves = new Shelves();

  constructor(protected readonly context: TableContext) {}

  /** Whether calls are taken. */
  get isOpen(): boolean {
    return this.context.gate.isOpen;
  }

  /** All calls recorded so far. */
  get calls(): number {
    let calls = this.recorded;
    this.tallies.forEach((tally) => (calls += tally.calls));
    return calls;
  }

  /** Live series. */
  get size(): number {
    return this.shelves.size;
  }

  protected get isFull(): boolean {
    return this.size >= this.context.maxSeries;
  }

  /** Where calls with this name and these tags end. */
  find<K extends SeriesKind>(kind: K, name: string, tags: TagList): Found<TargetOf[K]> {
    return this.search({ kind, name, tags: this.context.labeller.written(tags) }) as unknown as Found<TargetOf[K]>;
  }

  admit(): boolean {
    return this.context.gate.admit();
  }

  touch(series: Series): boolean {
    if (!this.admit()) {
      return false;
    }
    this.cycle.touch(series);
    return true;
  }

  refuse(message: string): void {
    if (this.admit()) {
      this.context.ledger.drop('invalid', 1, message);
    }
  }

  /** Counts tags that were left out where there is no call to refuse. */
  dropTags(message: string): void {
    this.context.ledger.dropTag(message);
  }

  write(line: Entry): void {
    if (this.admit()) {
      this.recorded += 1;
      this.place(line);
    }
  }

  /** Gives a line its place after all that was recorded before it. */
  abstract place(line: Entry): void;

  /** What takes the calls that cannot be recorded. */
  refusal(reason: RefusalReason, message: string): Refusal {
    return new Refusal(reason, message, this.context.gate, this.context.ledger);
  }

  /** Where a series stands among those of its kind. */
  protected abstract addressOf(wanted: Wanted): SeriesAddress;

  /** A series of the wanted kind, not yet on its shelf; a refusal where none can be. */
  protected abstract make(wanted: Wanted): Series | Refusal;

  /** What stands for a series when there are `maxSeries` of them. */
  protected abstract beyondLimit(wanted: Wanted): Found<Series | Refusal>;

  protected label({ kind, name, tags }: Wanted): Label {
    return this.context.labeller.label(kind, name, tags);
  }

  /** How a gauge is kept; `undefined` where there are too many of them to keep one more. */
  protected gaugeKeeping({ kind, name, tags }: Wanted): GaugeKeeping | undefined {
    const { labeller, running, clock } = this.context;
    const { gaugeDeltas, time } = labeller.dialect;
    if (kind !== 'gauge') {
      return {};
    }
    const value = gaugeDeltas ? undefined : running.of(foldingAddress(name, tags).join('\n'));
    if (value === undefined && !gaugeDeltas) {
      return undefined;
    }
    return { running: value, clock: time?.on === 'every-gauge' ? clock : undefined };
  }

  protected tooMany({ kind, name }: Wanted): Refusal {
    const { maxSeries } = this.context;
    return this.refusal(
      'seriesLimit',
      `The ${kind} ${name} was dropped: there is no room for it (option maxSeries: ${maxSeries}).`,
    );
  }

  protected put(wanted: Wanted, shelf: Shelf, address: SeriesAddress): Found<Series | Refusal> {
    const target = this.make(wanted);
    if (target instanceof Refusal) {
      return { target };
    }
    shelf.put(address, target);
    this.cycle.add(target);
    return { target, series: target };
  }

  private search(wanted: Wanted): Found<Series | Refusal> {
    const { labeller } = this.context;
    if (!labeller.supports(wanted.kind)) {
      return {
        target: this.refusal(
          'unsupported',
          `A ${wanted.kind} was dropped: the dialect ${labeller.dialect.name} has none.`,
        ),
      };
    }
    const shelf = this.shelves.of(wanted.kind);
    const address = this.addressOf(wanted);
    const known = shelf.get(address);
    if (known !== undefined) {
      return { target: known, series: known };
    }
    return this.isFull ? this.beyondLimit(wanted) : this.put(wanted, shelf, address);
  }
}
