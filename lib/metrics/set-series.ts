import { show } from '../common/show';
import type { SeriesWriter } from '../dialects/series-writer';
import { BatchedEntry } from './batched-entry';
import { Series } from './series';
import type { SetTarget } from './targets';

/** Members that are written in one go, which takes a millisecond or two. */
const BATCH_MEMBERS = 8_192;

/** Distinct members, each with the rate of its last kept call. */
export class SetSeries extends Series implements SetTarget {
  private members = new Map<string, number>();

  insert(member: string, rate: number): void {
    if (this.touched || this.admit()) {
      this.home.recorded += 1;
      this.members.set(member, rate);
    }
  }

  override refuse(value: unknown): void {
    this.home.refuse(
      `A set ${this.label.head} was given ${show(value)}: it takes a finite number or a non-empty string.`,
    );
  }

  override get weight(): number {
    return Math.max(1, this.members.size);
  }

  writeTo(writer: SeriesWriter): void {
    if (this.members.size <= BATCH_MEMBERS) {
      this.members.forEach((rate, member) => writer.member(this.label, member, rate));
      this.members.clear();
      return;
    }
    const { cycle } = this.home;
    const rest = this.members.entries();
    this.members = new Map();
    cycle.continueWith(new BatchedEntry(cycle, BATCH_MEMBERS, (to) => this.writeBatch(to, rest)));
  }

  private writeBatch(writer: SeriesWriter, rest: Iterator<[string, number], undefined>): boolean {
    for (let i = 0; i < BATCH_MEMBERS; i += 1) {
      const { value } = rest.next();
      if (value === undefined) {
        return false;
      }
      const [member, rate] = value;
      writer.member(this.label, member, rate);
    }
    return true;
  }
}
