import type { TextPage } from './text-page';

/** Where a line writer puts its text: between `begin` and `end` stands one line, or one block that is never parted. */
export interface LineOutput {
  /** The longest line or block, in bytes. */
  readonly limit: number;
  /** Bytes written since `begin`. */
  readonly length: number;
  begin(): void;
  text(text: string): void;
  /** A text of a page, as it is. */
  copy(page: TextPage, start: number, end: number): void;
  /** A finite number in its shortest form. */
  number(value: number): void;
  /** A duration in milliseconds, with at most 6 decimals. */
  duration(ms: number): void;
  /** Lines that were written before, as they are. */
  bytes(lines: Uint8Array): void;
  /** Takes back what was written beyond `length` bytes since `begin`. */
  cut(length: number): void;
  /** A line break inside a block. */
  breakLine(): void;
  /** Ends a line, or a block of that many lines. */
  end(lines: number): void;
  /** Ends the packet. */
  finish(): void;
}
