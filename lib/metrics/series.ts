import { show } from '../common/show';
import type { Label } from '../dialects/label';
import type { Continuation } from './batched-entry';
import type { Branch, PathEnd } from './branch';
import { Entry } from './entry';
import type { Tally } from './tally';
import type { Target } from './targets';

/** What a series needs of the table that it stands in. */
export interface SeriesHome {
  /** Calls recorded so far, but for those of open tallies. */
  recorded: number;
  readonly tallies: Set<Tally>;
  /** Whether a call is taken; counts one that is too late. */
  admit(): boolean;
  /** Puts a series among those to be written; false where the call is too late. */
  touch(series: Series): boolean;
  refuse(message: string): void;
  /** Puts a finished line in its place among the series. */
  write(line: Entry): void;
  /** Takes what is left of a series of very many values. */
  readonly cycle: Continuation;
}

/** Where a series stands among those of its kind. */
export interface SeriesPlace {
  remove(end: PathEnd<Series>): void;
}

/** Ways to one series that are remembered: orders of its tags, scopes, texts that are equal once cleaned. */
const MAX_PATHS = 32;

/** Kind, full name and tags, with a running value. What is recorded is a field update. */
export abstract class Series extends Entry implements Target {
  /** True while it waits to be written. */
  touched = false;
  /** The flush that wrote it last. */
  writtenAt = 0;
  private place: SeriesPlace | undefined = undefined;
  private placeBranch: Branch<Series> | undefined = undefined;
  private placeStep: unknown = undefined;
  /** Where the path of a call ends. Two fields, not an object: nearly all series have one such path. */
  private callBranch: Branch<unknown> | undefined = undefined;
  private callStep: unknown = undefined;
  private morePaths: PathEnd<unknown>[] | undefined = undefined;
  private meter: WeakRef<object> | undefined = undefined;

  constructor(
    protected readonly home: SeriesHome,
    readonly label: Label,
  ) {
    super();
  }

  refuse(value: unknown): void {
    this.home.refuse(`A ${this.label.kind} ${this.label.head} was given ${show(value)}: it takes a finite number.`);
  }

  /** True for a series that must outlive its idleness: a bound meter is in use, or the value is needed later. */
  get isHeld(): boolean {
    return this.meter?.deref() !== undefined;
  }

  /** The one bound meter of this series: as long as somebody holds it, the series stays. */
  bind<M extends object>(make: () => M): M {
    const bound = this.meter?.deref();
    if (bound !== undefined) {
      return bound as M;
    }
    const meter = make();
    this.meter = new WeakRef(meter);
    return meter;
  }

  /** Remembers where it stands, to be taken away from there. */
  standIn(place: SeriesPlace, { branch, step }: PathEnd<Series>): void {
    this.place = place;
    this.placeBranch = branch;
    this.placeStep = step;
  }

  /** Whether one more path may lead here. */
  get takesPaths(): boolean {
    return this.morePaths === undefined || this.morePaths.length < MAX_PATHS - 1;
  }

  /** Remembers a path that leads here, to take it away with the series. */
  addPath(end: PathEnd<unknown>): void {
    if (this.callBranch === undefined) {
      this.callBranch = end.branch;
      this.callStep = end.step;
    } else {
      this.morePaths ??= [];
      this.morePaths.push(end);
    }
  }

  /** Gives the series back: nothing leads to it any more. */
  release(): void {
    if (this.placeBranch !== undefined) {
      this.place?.remove({ branch: this.placeBranch, step: this.placeStep });
    }
    this.callBranch?.remove(this.callStep);
    this.morePaths?.forEach(({ branch, step }) => branch.remove(step));
  }

  /** True where a call may be recorded; the first of a flush puts the series in line. */
  protected admit(): boolean {
    return this.touched || this.home.touch(this);
  }
}
