/** One wait at a time, which may be cut short. It keeps no process alive. */
export class Pause {
  private timer: NodeJS.Timeout | undefined;
  private resume: (() => void) | undefined;

  /** Resolves after `ms`, or when the wait is ended. */
  for(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.resume = resolve;
      this.timer = setTimeout(resolve, ms);
      this.timer.unref();
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.resume?.();
  }
}
