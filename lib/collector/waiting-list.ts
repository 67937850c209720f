interface Waiting {
  readonly isDone: () => boolean;
  settle(error?: unknown): void;
}

/** Those who wait for something to come. */
export class WaitingList {
  private readonly waiting = new Set<Waiting>();

  /** Resolves when `isDone` is true, now or at a `check`; rejects with what it throws, or after `timeoutMs` with what `explain` says. */
  wait(isDone: () => boolean, timeoutMs: number, explain: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => entry.settle(new Error(explain())), timeoutMs);
      const entry: Waiting = {
        isDone,
        settle: (error) => {
          clearTimeout(timer);
          this.waiting.delete(entry);
          if (error === undefined) {
            resolve();
          } else {
            reject(error);
          }
        },
      };
      this.waiting.add(entry);
      checkOne(entry);
    });
  }

  /** To be called whenever something came. */
  check(): void {
    this.waiting.forEach(checkOne);
  }

  /** Nothing comes any more: everyone is told so. */
  abandon(explain: () => string): void {
    this.waiting.forEach((entry) => entry.settle(new Error(explain())));
  }
}

function checkOne(entry: Waiting): void {
  try {
    if (entry.isDone()) {
      entry.settle();
    }
  } catch (error) {
    entry.settle(error);
  }
}
