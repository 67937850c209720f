import type { Labeller } from '../dialects/labeller';
import type { SetTarget } from '../metrics/targets';
import type { UniqueSet } from './meters';

export class BoundSet implements UniqueSet {
  constructor(
    private readonly target: SetTarget,
    private readonly labeller: Labeller,
  ) {}

  add(member: string | number): void {
    const text = this.labeller.member(member);
    if (text === undefined) {
      this.target.refuse(member);
    } else {
      this.target.insert(text, 1);
    }
  }
}
