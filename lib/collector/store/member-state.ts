import type { SetMetric } from '../parsed-line';
import { detached } from './detached';
import type { MemberBudget } from './member-budget';
import type { SeriesState, StateReading } from './series-state';

/** The distinct members of a set, while there is room for them. */
export class MemberState implements SeriesState {
  private readonly members = new Set<string>();
  /** The members as a list, made again only after a new one came. */
  private list: readonly string[] | undefined;
  private chars = 0;
  private lost = false;

  constructor(
    private readonly maxMembers: number,
    private readonly budget: MemberBudget,
  ) {}

  fold(metric: SetMetric): number {
    for (const member of metric.members) {
      this.keep(member);
    }
    return metric.members.length;
  }

  read(): StateReading {
    this.list ??= [...this.members];
    return { members: this.list, ...(this.lost && { membersLost: true as const }) };
  }

  release(): void {
    this.budget.giveBack(this.chars);
  }

  private keep(member: string): void {
    if (this.members.has(member)) {
      return;
    }
    if (this.members.size >= this.maxMembers || !this.budget.take(member.length)) {
      this.lost = true;
      return;
    }
    this.members.add(detached(member));
    this.list = undefined;
    this.chars += member.length;
  }
}
