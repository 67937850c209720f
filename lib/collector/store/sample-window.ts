export interface SampleDigest {
  /** The values that the other numbers are of. */
  samples: number;
  min: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** The values of the last `windowMs`, at most `maxSamples` of them: the oldest go first. */
export class SampleWindow {
  private values = new Float64Array(8);
  private times = new Float64Array(8);
  private first = 0;
  private length = 0;
  private digestCache: SampleDigest | undefined;

  constructor(
    private readonly windowMs: number,
    private readonly maxSamples: number,
  ) {}

  add(nowMs: number, value: number): void {
    if (this.length === this.maxSamples) {
      this.dropFirst();
    } else if (this.length === this.values.length) {
      this.grow();
    }
    const at = (this.first + this.length) % this.values.length;
    this.values[at] = value;
    this.times[at] = nowMs;
    this.length += 1;
    this.digestCache = undefined;
  }

  /** Nearest-rank percentiles, each value counting once whatever its rate; nothing when the window is empty. */
  digest(nowMs: number): SampleDigest | undefined {
    while (this.length > 0 && (this.times[this.first] ?? 0) <= nowMs - this.windowMs) {
      this.dropFirst();
    }
    if (this.length > 0) {
      this.digestCache ??= this.compute();
    }
    return this.digestCache;
  }

  private compute(): SampleDigest {
    const sorted = new Float64Array(this.length);
    for (let index = 0; index < this.length; index++) {
      sorted[index] = this.values[(this.first + index) % this.values.length] ?? 0;
    }
    sorted.sort();
    const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return { samples: sorted.length, min: rank(0), p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
  }

  private dropFirst(): void {
    this.first = (this.first + 1) % this.values.length;
    this.length -= 1;
    this.digestCache = undefined;
  }

  private grow(): void {
    this.values = this.unrolled(this.values);
    this.times = this.unrolled(this.times);
    this.first = 0;
  }

  private unrolled(ring: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
    const longer = new Float64Array(ring.length * 2);
    longer.set(ring.subarray(this.first));
    longer.set(ring.subarray(0, this.first), ring.length - this.first);
    return longer;
  }
}
