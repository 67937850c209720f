import type { Tags } from '../common/tags';
import type { TagList } from '../dialects/labeller';

/** Where a scope stands among the scopes of its client. */
export interface ScopePlace {
  /** As users see it: the client's prefix and those of the scopes. */
  readonly prefix: string;
  readonly tags: Tags;
  /** The names of the scopes, cleaned; the client's prefix is not among them. */
  readonly path: string;
  /** The tags, cleaned. */
  readonly list: TagList;
}
