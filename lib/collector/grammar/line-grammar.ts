import type { MetricKind } from '../parsed-line';

/** Tags inside the name: `name<open>k=v<between>k=v<close>`. */
export interface NameTagStyle {
  readonly open: string;
  readonly between: string;
  readonly close: string;
  readonly reservedInKey: RegExp;
  readonly reservedInValue: RegExp;
}

/** Tags in a field of their own: `|#key:value,key`. */
export interface FieldTagStyle {
  /** Whether a key may stand alone. */
  readonly bareKeys: boolean;
  readonly reservedInValue: RegExp;
}

/**
 * How one dialect writes a line. Reserved characters are those of wire-formats.md less the control characters and `|`: the
 * first are refused before, the second always ends a field.
 */
export interface LineGrammar {
  readonly kinds: ReadonlySet<MetricKind>;
  readonly reservedInName: RegExp;
  readonly nameTags?: NameTagStyle;
  readonly fieldTags?: FieldTagStyle;
  /** `values`: `1:2|ms`; `samples`: `1|ms:2|ms`; `commas`: `1,2|ms`. */
  readonly packing: 'none' | 'values' | 'samples' | 'commas';
  /** The kinds that may be packed. */
  readonly packed: ReadonlySet<MetricKind>;
  /** What `+1` and `-1` of a gauge mean; `found`: a delta, unless something else in the line is Datadog's own. */
  readonly signedGauges: 'delta' | 'absolute' | 'found';
  /** Counters and timers are whole numbers. */
  readonly whole: boolean;
  /** Whether `|@rate` is known. */
  readonly rates: boolean;
  /** Whether `|c:container` and `|T unixSeconds` are known. */
  readonly extras: boolean;
  /** Gauges carry the second of their update as a last field. */
  readonly gaugeTime: boolean;
  /** The kind is a part of the name: `app.counters.orders`. */
  readonly kindInName: boolean;
}
