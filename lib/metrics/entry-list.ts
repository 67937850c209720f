import type { Entry } from './entry';

/** Entries in the order of their arrival. An entry stands in one list at most; putting it in and taking it out is O(1). */
export class EntryList<T extends Entry> {
  private head: T | undefined;
  private tail: T | undefined;

  get first(): T | undefined {
    return this.head;
  }

  append(entry: T): void {
    entry.previous = this.tail;
    entry.next = undefined;
    if (this.tail === undefined) {
      this.head = entry;
    } else {
      this.tail.next = entry;
    }
    this.tail = entry;
  }

  prepend(entry: T): void {
    entry.previous = undefined;
    entry.next = this.head;
    if (this.head === undefined) {
      this.tail = entry;
    } else {
      this.head.previous = entry;
    }
    this.head = entry;
  }

  remove(entry: T): void {
    const { previous, next } = entry;
    if (previous === undefined) {
      this.head = next as T | undefined;
    } else {
      previous.next = next;
    }
    if (next === undefined) {
      this.tail = previous as T | undefined;
    } else {
      next.previous = previous;
    }
    entry.previous = undefined;
    entry.next = undefined;
  }

  shift(): T | undefined {
    const entry = this.head;
    if (entry !== undefined) {
      this.remove(entry);
    }
    return entry;
  }
}
