/** The groups of a body, in their order. */
const GROUPS = ['counters', 'gauges', 'timers', 'histograms', 'sets'] as const;
/** Groups whose names have one number; those of the others have a list. */
const NUMBERS: ReadonlySet<string> = new Set(['counters', 'gauges'] satisfies JsonGroup[]);

export type JsonGroup = (typeof GROUPS)[number];

/** What a name has in its group. */
interface Entry {
  /** The name as JSON text, with the colon, and the bracket of a list. */
  readonly start: string;
  /** A number, or the items of a list with commas between them. */
  text: string;
  /** The items of a set, which stand in it once. */
  readonly members?: Set<string>;
}

/**
 * One body, whose length in bytes is known at any time: `{"counters":{"api.requests":1},"timers":{"db":[45.2,123.8]}}`. Groups
 * stand in their own order, names in that of their first use.
 */
export class JsonBody {
  /** Its length. */
  bytes = '{}'.length;
  /** The values in it: what a packet of lines counts as its lines. */
  values = 0;
  private readonly groups = new Map(GROUPS.map((group) => [group, new Map<string, Entry>()]));

  constructor(private readonly maxBytes: number) {}

  /** The text of what a name has. */
  get(group: JsonGroup, name: string): string | undefined {
    return this.entries(group).get(name)?.text;
  }

  /** Gives a name its one number; false where there is no room for it, and nothing has changed. */
  set(group: JsonGroup, name: string, text: string): boolean {
    const entry = this.entries(group).get(name);
    if (entry === undefined) {
      return this.begin(group, name, text);
    }
    if (!this.grow(text.length - entry.text.length)) {
      return false;
    }
    entry.text = text;
    return true;
  }

  /** Adds to the list of a name; false where there is no room for it, and nothing has changed. */
  append(group: JsonGroup, name: string, text: string): boolean {
    const entry = this.entries(group).get(name);
    if (entry === undefined) {
      return this.begin(group, name, text);
    }
    if (!this.grow(Buffer.byteLength(text) + 1)) {
      return false;
    }
    entry.text += `,${text}`;
    this.values += 1;
    return true;
  }

  /** Adds to a set what is not in it yet; false where there is no room for it, and nothing has changed. */
  insert(name: string, text: string): boolean {
    const entry = this.entries('sets').get(name);
    if (entry?.members?.has(text) === true) {
      return true;
    }
    const isIn = this.append('sets', name, text);
    if (isIn) {
      this.entries('sets').get(name)?.members?.add(text);
    }
    return isIn;
  }

  toString(): string {
    const groups = [...this.groups]
      .filter(([, entries]) => entries.size > 0)
      .map(([group, entries]) => {
        const end = endOf(group);
        return `"${group}":{${Array.from(entries.values(), ({ start, text }) => start + text + end).join(',')}}`;
      });
    return `{${groups.join(',')}}`;
  }

  private entries(group: JsonGroup): Map<string, Entry> {
    return this.groups.get(group) as Map<string, Entry>;
  }

  private begin(group: JsonGroup, name: string, text: string): boolean {
    const entries = this.entries(group);
    const start = `${JSON.stringify(name)}:${NUMBERS.has(group) ? '' : '['}`;
    const comma = this.values > 0 ? 1 : 0;
    const around = entries.size > 0 ? 0 : `"${group}":{}`.length;
    if (!this.grow(comma + around + Buffer.byteLength(start + text) + endOf(group).length)) {
      return false;
    }
    entries.set(name, { start, text, ...(group === 'sets' && { members: new Set<string>() }) });
    this.values += 1;
    return true;
  }

  private grow(bytes: number): boolean {
    if (this.bytes + bytes > this.maxBytes) {
      return false;
    }
    this.bytes += bytes;
    return true;
  }
}

function endOf(group: JsonGroup): string {
  return NUMBERS.has(group) ? '' : ']';
}
