import { show } from '../common/show';
import type { SeriesWriter } from '../dialects/series-writer';
import { Series } from './series';
import type { SetTarget } from './targets';

/** Distinct members, each with the rate of its last kept call. */
export class SetSeries extends Series implements SetTarget {
  private readonly members = new Map<string, number>();

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
    for (const [member, rate] of this.members) {
      writer.member(this.label, member, rate);
    }
    this.members.clear();
  }
}
