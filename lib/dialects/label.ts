import type { SeriesKind } from './series-kind';

/** What a line says besides its values, rendered once a series: `head` `:` values `type` rate `tail`. */
export class Label {
  /** Type and tail together, which is what follows the value wherever there is no rate between them. */
  readonly ending: string;
  private readonly typeLength: number;

  /**
   * @param head the name, with the tags where the dialect writes them into it
   * @param type `|c`, `|g`, `|ms`, …
   * @param tail what follows the rate: `|#env:prod`, or nothing
   */
  constructor(
    readonly kind: SeriesKind,
    readonly head: string,
    type: string,
    tail: string,
  ) {
    this.ending = type + tail;
    this.typeLength = type.length;
  }

  get type(): string {
    return this.ending.slice(0, this.typeLength);
  }

  get tail(): string {
    return this.ending.slice(this.typeLength);
  }
}
