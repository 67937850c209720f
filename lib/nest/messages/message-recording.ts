import type { Recording } from '../../client/recording';
import { errorName } from '../error-name';
import type { StatsService } from '../stats.service';
import type { CallDescription } from './describe-call';

/** Records one call that is no HTTP request, from the moment its handler is asked. */
export class MessageRecording implements Recording<number> {
  constructor(
    private readonly stats: StatsService,
    private readonly call: CallDescription,
  ) {}

  begin(): number {
    return this.stats.clock.monotonic();
  }

  succeed(began: number): void {
    this.record(began, { outcome: 'success' });
  }

  fail(began: number, error: unknown): void {
    this.record(began, { outcome: 'failure', error: errorName(error) });
  }

  private record(began: number, outcome: Record<string, string>): void {
    const { name, tags } = this.call;
    this.stats.timing(name, Math.max(0, this.begin() - began), Object.assign({}, tags, outcome));
  }
}
