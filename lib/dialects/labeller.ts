import type { Ledger } from '../common/ledger';
import { numberText } from '../common/number-text';
import { show } from '../common/show';
import type { Tags } from '../common/tags';
import type { Dialect, Tag } from './dialect';
import { Label } from './label';
import { clean } from './reserve';
import type { SeriesKind } from './series-kind';
import { TextPages } from './text-page';

/** Cleaned tags in the order in which they are written. */
export type TagList = ReadonlyMap<string, string>;

const NO_TAGS: TagList = new Map();

/** Makes names, tags and labels as a dialect wants them. Runs once a series, not once a call. */
export class Labeller {
  private readonly prefix: string = '';
  private readonly pages = new TextPages();

  constructor(
    readonly dialect: Dialect,
    /** The client's prefix, as the user gave it. */
    prefix: string,
    private readonly writesTags: boolean,
    private readonly ledger: Ledger,
  ) {
    this.prefix = this.join('', prefix);
  }

  /** A name, or the name of a scope, cleaned and put behind the path of the scope that it stands in. */
  join(path: string, raw: string): string {
    const { reserved, nameRewrite } = this.dialect;
    const name = clean(raw, reserved.name);
    const joined = path === '' || name === '' ? path + name : `${path}.${name}`;
    if (nameRewrite === undefined) {
      return joined;
    }
    // The dot that the client's prefix is joined with counts as well.
    const dot = this.prefix === '' ? '' : '.';
    return (dot + joined).replace(nameRewrite.pattern, nameRewrite.replacement).slice(dot.length);
  }

  /** The text of a set's member; `undefined` for what cannot be one. */
  member(raw: unknown): string | undefined {
    if (typeof raw === 'number') {
      return Number.isFinite(raw) ? numberText(raw) : undefined;
    }
    return typeof raw === 'string' && raw !== '' ? clean(raw, this.dialect.reserved.member) : undefined;
  }

  /** Whether the dialect has such a kind at all. */
  supports(kind: SeriesKind): boolean {
    return this.dialect.types[kind] !== null;
  }

  /**
   * Tags over inherited ones: a repeated key keeps its place and takes the later value, `null` and `undefined` remove.
   * `complete` is false where a tag had to be left out and counted.
   */
  merge(inherited: TagList, tags: Tags | undefined): { list: TagList; complete: boolean } {
    if (tags === undefined || !this.writesTags) {
      return { list: this.writesTags ? inherited : NO_TAGS, complete: true };
    }
    const { reserved, reservedTagKeys } = this.dialect;
    const list = new Map(inherited);
    let complete = true;
    for (const rawKey in tags) {
      const value: unknown = tags[rawKey];
      const key = clean(rawKey, reserved.tagKey);
      if (key === '') {
        continue;
      }
      if (value === undefined || value === null) {
        list.delete(key);
      } else if (!isTagValue(value)) {
        this.ledger.dropTag(`The tag ${key} was left out: ${show(value)} is no tag value.`);
        complete = false;
      } else if (reservedTagKeys?.has(key) === true) {
        this.ledger.dropTag(`The tag ${key} was left out: the dialect ${this.dialect.name} keeps this key for itself.`);
        complete = false;
      } else {
        list.set(key, clean(String(value), reserved.tagValue));
      }
    }
    return { list, complete };
  }

  /** The label of a series of a kind that the dialect {@link supports}. */
  label(kind: SeriesKind, name: string, tags: readonly Tag[]): Label {
    const { head, tail } = this.dialect.label({ kind, prefix: this.prefix, name, tags });
    return new Label(kind, head, `|${this.dialect.types[kind]}`, tail, this.pages);
  }

  /** The tags that a series has on the wire. */
  written(tags: TagList): Tag[] {
    const pairs = [...tags];
    return this.dialect.emptyTagValue === 'omit' ? pairs.filter(([, value]) => value !== '') : pairs;
  }
}

function isTagValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
