/** What has arrived somewhere, and promises of what is still to come. */
export class Arrivals<T> {
  readonly all: T[] = [];
  private waiting: { count: number; resolve: (all: T[]) => void }[] = [];

  add(...items: T[]): void {
    this.all.push(...items);
    const isMet = (waiter: { count: number }): boolean => waiter.count <= this.all.length;
    for (const { resolve } of this.waiting.filter(isMet)) {
      resolve(this.all);
    }
    this.waiting = this.waiting.filter((waiter) => !isMet(waiter));
  }

  /** Resolves as soon as `count` have arrived in all. */
  atLeast(count: number): Promise<T[]> {
    if (this.all.length >= count) {
      return Promise.resolve(this.all);
    }
    return new Promise((resolve) => {
      this.waiting.push({ count, resolve });
    });
  }
}
