/** Where a gauge stands. */
export interface RunningValue {
  value: number;
}

/**
 * The values of gauges in dialects whose servers know no deltas: shared by a client and its pipelines, kept for its life,
 * because a delta needs the value however long ago it was set. They start at 0.
 */
export class RunningValues {
  private readonly values = new Map<string, RunningValue>();

  constructor(private readonly limit: number) {}

  /** `undefined` for a gauge beyond the limit. */
  of(key: string): RunningValue | undefined {
    const known = this.values.get(key);
    if (known !== undefined || this.values.size >= this.limit) {
      return known;
    }
    const made = { value: 0 };
    this.values.set(key, made);
    return made;
  }
}
