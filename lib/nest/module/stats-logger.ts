import { Logger } from '@nestjs/common';
import type { StatsError } from '../../common/stats-error';

/** Tells the application's log of a client's trouble. */
export class StatsLogger {
  private readonly logger = new Logger('StatsModule');
  private isQuiet = false;

  /** What the client tells, by its own measure. */
  tell(error: StatsError): void {
    if (!this.isQuiet) {
      this.logger.warn(error.message);
    }
  }

  warn(message: string): void {
    this.logger.warn(message);
  }

  /** While `work` goes on the client's trouble is not told: what came of it is told once, afterwards. */
  async quietly(work: () => Promise<unknown>): Promise<void> {
    this.isQuiet = true;
    await work();
    this.isQuiet = false;
  }
}
