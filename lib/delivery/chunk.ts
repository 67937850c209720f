/** Memory that packets are views of, one behind the other. */
export class Chunk {
  readonly view: DataView;
  /** Packets that have not left, and whoever fills it. */
  private holders = 0;

  constructor(
    readonly bytes: Buffer,
    private readonly whenFree: (chunk: Chunk) => void,
  ) {
    this.view = new DataView(bytes.buffer);
  }

  hold(): void {
    this.holders += 1;
  }

  /** To be called once for each {@link hold}; a holder that never does so only keeps it from being filled again. */
  release(): void {
    this.holders -= 1;
    if (this.holders === 0) {
      this.whenFree(this);
    }
  }
}
