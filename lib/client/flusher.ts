import { performance } from 'node:perf_hooks';
import type { SendQueue } from '../delivery/send-queue';
import type { SeriesWriter } from '../dialects/series-writer';
import type { SeriesTable } from '../metrics/series-table';
import { giveWay } from './give-way';

/** The longest stretch on the event loop that is meant; a collection of garbage or a cold start may come on top. */
const SLICE_MS = 1;
/** Values written between two looks at the time: a look takes about half as long as writing one. */
const VALUES_A_LOOK = 16;
/** How long a flush waits for a crowded queue, before it writes on and lets packets be dropped. */
const PATIENCE_MS = 1_000;

/** Writes what was touched, in slices between which the event loop turns. */
export class Flusher {
  private running: Promise<void> | undefined;
  /** False as soon as all is written, which is within the call of `flush` where there is little of it. */
  private isWriting = false;

  constructor(
    private readonly table: SeriesTable,
    private readonly writer: SeriesWriter,
    private readonly queue: SendQueue,
  ) {}

  get isRunning(): boolean {
    return this.isWriting;
  }

  /** Writes all that was recorded before the call; done when it returns where there is little of it. */
  async flush(): Promise<void> {
    while (this.isWriting) {
      await this.running;
    }
    this.isWriting = true;
    this.running = this.write();
    await this.running;
  }

  private async write(): Promise<void> {
    const { cycle } = this.table;
    let isPatient = true;
    try {
      cycle.begin();
      while (this.slice(() => cycle.writeNext(this.writer))) {
        await giveWay();
        if (isPatient && this.queue.isCrowded) {
          isPatient = await this.queue.thins(PATIENCE_MS);
        }
      }
      this.writer.finish();
      while (this.slice(() => cycle.releaseNext())) {
        await giveWay();
      }
    } finally {
      this.isWriting = false;
    }
  }

  /** Goes on until there is nothing left (false) or it is time to give way (true). */
  private slice(step: () => number): boolean {
    const end = performance.now() + SLICE_MS;
    do {
      for (let values = 0; values < VALUES_A_LOOK;) {
        const weight = step();
        if (weight === 0) {
          return false;
        }
        values += weight;
      }
    } while (performance.now() < end && !this.queue.isCrowded);
    return true;
  }
}
