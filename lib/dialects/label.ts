import type { SeriesKind } from './series-kind';
import { TextPages, type TextPage } from './text-page';

/**
 * What a line says besides its values, rendered once a series: `head` `:` values `type` rate `tail`. It is kept as bytes,
 * because to copy them takes a fifth of the time of writing a string.
 */
export class Label {
  readonly page: TextPage;
  /** On the page: where the head is. The colon is part of it. */
  readonly start: number;
  /** Where the head ends, and type and tail are: what follows the value wherever there is no rate between them. */
  readonly middle: number;
  readonly end: number;

  /**
   * @param head the name, with the tags where the dialect writes them into it
   * @param type `|c`, `|g`, `|ms`, …
   * @param tail what follows the rate: `|#env:prod`, or nothing
   * @param pages where it is written, beside other labels
   */
  constructor(
    readonly kind: SeriesKind,
    head: string,
    type: string,
    tail: string,
    pages = new TextPages(),
  ) {
    const opening = `${head}:`;
    const ending = type + tail;
    this.page = pages.withRoom(Buffer.byteLength(opening) + Buffer.byteLength(ending));
    this.start = this.page.end;
    this.middle = this.page.append(opening);
    this.end = this.page.append(ending);
  }

  /** Not kept as a string of its own: only who writes no lines asks for it. */
  get head(): string {
    return this.page.text(this.start, this.middle - 1);
  }

  /** Type and tail. */
  get ending(): string {
    return this.page.text(this.middle, this.end);
  }
}
