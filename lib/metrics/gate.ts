import type { Ledger } from '../common/ledger';

/** Whether calls are taken: asked once a series and flush, not at every call. */
export class Gate {
  private state: 'open' | 'closed' | 'disabled';

  constructor(
    enabled: boolean,
    private readonly ledger: Ledger,
  ) {
    this.state = enabled ? 'open' : 'disabled';
  }

  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** True for calls that may be recorded. Those that come too late are counted; nothing is told: it is nobody's mistake. */
  admit(calls = 1): boolean {
    if (this.state === 'closed') {
      this.ledger.dropped.closed += calls;
    }
    return this.isOpen;
  }

  close(): void {
    if (this.state === 'open') {
      this.state = 'closed';
    }
  }
}
