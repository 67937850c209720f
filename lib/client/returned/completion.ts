import type { Recording } from '../recording';

/** The one end of one beginning: whatever comes after the first end is not told. */
export class Completion<Began> {
  private over = false;
  private paused = false;

  constructor(
    private readonly recording: Recording<Began>,
    private readonly began: Began,
  ) {}

  pause(): this {
    this.paused = true;
    this.recording.pause?.(this.began);
    return this;
  }

  resume(): void {
    if (this.paused) {
      this.paused = false;
      this.recording.resume?.(this.began);
    }
  }

  succeed(result?: unknown): void {
    if (!this.over) {
      this.over = true;
      this.recording.succeed(this.began, result);
    }
  }

  fail(error: unknown): void {
    if (!this.over) {
      this.over = true;
      this.recording.fail(this.began, error);
    }
  }
}
