/** Keeps the latest entries: at most `maxEntries` and `maxChars` characters of them. The oldest go first. */
export class BoundedLog<Entry> {
  private entries: Entry[] = [];
  private first = 0;
  private chars = 0;

  constructor(
    private readonly maxEntries: number,
    private readonly maxChars: number,
    private readonly charsOf: (entry: Entry) => number,
  ) {}

  push(entry: Entry): void {
    this.entries.push(entry);
    this.chars += this.charsOf(entry);
    while (this.size > 0 && (this.size > this.maxEntries || this.chars > this.maxChars)) {
      this.dropFirst();
    }
  }

  /** Oldest first. */
  toArray(): Entry[] {
    return this.entries.slice(this.first);
  }

  /** At most so many of the latest, oldest first. */
  latest(count: number): Entry[] {
    return this.entries.slice(Math.max(this.first, this.entries.length - count));
  }

  get size(): number {
    return this.entries.length - this.first;
  }

  private dropFirst(): void {
    const entry = this.entries[this.first];
    this.first += 1;
    if (entry !== undefined) {
      this.chars -= this.charsOf(entry);
    }
    // Only entries from `first` on are live; the dead half is cut off at once, which keeps dropping cheap.
    if (this.first * 2 > this.entries.length) {
      this.entries = this.entries.slice(this.first);
      this.first = 0;
    }
  }
}
