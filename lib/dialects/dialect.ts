import type { ServiceCheck, StatsEvent } from './extras';
import type { SeriesKind } from './series-kind';

export type DialectName =
  | 'statsd'
  | 'plain'
  | 'datadog'
  | 'telegraf'
  | 'graphite'
  | 'prometheus'
  | 'librato'
  | 'signalfx'
  | 'flyte'
  | 'sprockets'
  | 'appfirst';

/** A tag whose key and value are cleaned of what the dialect reserves. */
export type Tag = readonly [key: string, value: string];

/** What a label is made of; all of it cleaned. */
export interface LabelParts {
  readonly kind: SeriesKind;
  /** The client's own prefix, empty where it has none. */
  readonly prefix: string;
  /** The scopes and the name. */
  readonly name: string;
  /** Client tags, scope tags, call tags, each in the order written. */
  readonly tags: readonly Tag[];
}

/**
 * How a line is written: mostly data, so that a new dialect is a table of what it reserves, downgrades and packs, and one
 * small function that puts name and tags in their place. Hand your own to the client as `dialect`; the easiest is to start
 * from one of {@link DIALECTS} and say what is different.
 *
 * @example
 * const slashes: Dialect = {
 *   ...DIALECTS.statsd,
 *   name: 'slashes',
 *   reserved: { name: reserve(':@/ '), tagKey: reserve(':/= '), tagValue: reserve(':/ '), member: reserve(':') },
 *   emptyTagValue: 'omit',
 *   label: (parts) => ({ head: [joinName(parts), ...parts.tags.map(([key, value]) => `${key}=${value}`)].join('/'), tail: '' }),
 * };
 * // orders.placed/channel=web/kind=new:1|c
 */
export interface Dialect {
  readonly name: DialectName | (string & {});
  /** The type letters; `null` where the dialect has no such kind: calls of it are dropped and counted as unsupported. */
  readonly types: Readonly<Record<SeriesKind, string | null>>;
  /** Patterns (global) of what is replaced by `_`; make them with {@link reserve}. */
  readonly reserved: {
    readonly name: RegExp;
    readonly tagKey: RegExp;
    readonly tagValue: RegExp;
    readonly member: RegExp;
  };
  /** Further text that no name may hold once its parts are joined, and what stands for it. The pattern is global. */
  readonly nameRewrite?: { readonly pattern: RegExp; readonly replacement: string };
  /** Tag keys that the server keeps for itself: such a tag is left out and counted in `droppedTags`. */
  readonly reservedTagKeys?: ReadonlySet<string>;
  /** What becomes of a tag with an empty value: its key is written alone, or the tag is left out. */
  readonly emptyTagValue: 'key' | 'omit';
  /** Puts name and tags in their place: `head:value|type|@rate` + `tail`. Asked once a series; must not throw. */
  label(parts: LabelParts): { head: string; tail: string };
  /** How several values share a line. `colon`: `n:1:2|ms`. `comma`: `n:1,2|ms`. `repeat`: `n:1|ms:2|ms`. */
  readonly packing: 'none' | 'colon' | 'comma' | 'repeat';
  /** Whether lines may carry `|@rate`; where not, counters are written scaled. */
  readonly rates: boolean;
  /** Whether the server knows `+n` and `-n`; where not, the client keeps the running value and writes it. */
  readonly gaugeDeltas: boolean;
  /** Whether the server reads `-5` as a decrement, so that `0` has to go before it. */
  readonly negativeGauges: 'zero-first' | 'as-is';
  /** What stands between the lines of a datagram. */
  readonly separator: '\n' | '::';
  /** True where counts and samples are rounded to whole numbers. */
  readonly wholeNumbers?: boolean;
  /** Times on lines: what goes before the Unix seconds, and whether every gauge has one or only calls that ask. */
  readonly time?: { readonly prefix: string; readonly on: 'request' | 'every-gauge' };
  /** The line of an event, whose fields were checked before; left out where there are none. */
  event?(event: StatsEvent, tags: readonly Tag[]): string;
  /** The line of a service check, whose fields were checked before; left out where there are none. */
  serviceCheck?(check: ServiceCheck, tags: readonly Tag[]): string;
}

/** A dialect by its name, or by its name with settings, or one's own. */
export type DialectOption =
  | DialectName
  | Dialect
  | {
      name: DialectName;
      /** False leaves all tags out. */
      tags?: boolean | undefined;
      /** `datadog` only: true adds the container's id to every line. Other servers drop such lines whole. */
      originDetection?: boolean | undefined;
    };
