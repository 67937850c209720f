import type { Ledger } from '../common/ledger';
import type { Gate } from './gate';
import type { AnyTarget } from './targets';

/** Why a call is not recorded. */
export type RefusalReason = 'invalid' | 'closed' | 'seriesLimit' | 'unsupported';

/** Stands where no series can: counts each call under the reason why, and tells it once. */
export class Refusal implements AnyTarget {
  constructor(
    private readonly reason: RefusalReason,
    private readonly message: string,
    private readonly gate: Gate,
    private readonly ledger: Ledger,
  ) {}

  add(): void {
    this.drop();
  }

  set(): void {
    this.drop();
  }

  adjust(): void {
    this.drop();
  }

  record(): void {
    this.drop();
  }

  insert(): void {
    this.drop();
  }

  refuse(): void {
    this.drop();
  }

  private drop(): void {
    if (this.gate.admit()) {
      this.ledger.drop(this.reason, 1, this.message);
    }
  }
}
