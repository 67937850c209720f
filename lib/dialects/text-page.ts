/** Small, because a page lives as long as any text on it; big enough that what a page takes besides its bytes does not count. */
const PAGE_BYTES = 4_096;

/** Readers may take so many bytes at once, and so read that far beyond the end of a text. */
export const STRIDE_BYTES = 8;

/** Texts as UTF-8, one behind the other. They are given back together, when nobody holds the page any more. */
export class TextPage {
  readonly view: DataView;
  private readonly bytes: Buffer;
  private used = 0;

  constructor(minBytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(Math.max(PAGE_BYTES, minBytes + STRIDE_BYTES));
    this.view = new DataView(this.bytes.buffer);
  }

  /** Where the next text begins. */
  get end(): number {
    return this.used;
  }

  hasRoom(bytes: number): boolean {
    return this.used + bytes + STRIDE_BYTES <= this.bytes.length;
  }

  /** Returns where the text ends. */
  append(text: string): number {
    this.used += this.bytes.write(text, this.used);
    return this.used;
  }

  text(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }
}

/** Hands out pages to write on, each until it is full. */
export class TextPages {
  private page: TextPage | undefined;

  /** A page with room for so many bytes. */
  withRoom(bytes: number): TextPage {
    if (this.page?.hasRoom(bytes) !== true) {
      this.page = new TextPage(bytes);
    }
    return this.page;
  }
}
