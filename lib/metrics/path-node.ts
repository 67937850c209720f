import type { Tags } from '../common/tags';

/** Tag keys that are tried one after the other at a node. A caller who puts values into keys takes the slow way. */
const MAX_KEYS = 16;

/**
 * One step of a path from a name over tag values to what is recorded there: nested maps, so that a call builds no string.
 * The keys that a caller uses first at a node are tried first; another order of keys takes a branch of its own and ends at
 * the same target. `undefined` fields hold their place, so that all nodes have one shape.
 */
export class PathNode<T> {
  target: T | undefined = undefined;
  branch: Branch<T> | undefined = undefined;
  /** Another path to the same target. */
  alias: PathNode<T> | undefined = undefined;

  constructor(
    private readonly home: Branch<T>,
    readonly step: unknown,
  ) {}

  /** Takes the target away, with all steps that led nowhere else. */
  prune(): void {
    this.target = undefined;
    this.tidy();
  }

  /** Takes the steps away that lead nowhere, from here backwards. */
  tidy(): void {
    let node: PathNode<T> | undefined = this;
    while (node !== undefined && node.target === undefined && node.branch === undefined) {
      const { home }: PathNode<T> = node;
      home.remove(node);
      if (!home.isEmpty) {
        return;
      }
      node = home.owner;
      if (node === undefined) {
        home.onEmpty?.();
      } else {
        node.drop(home);
      }
    }
  }

  private drop(branch: Branch<T>): void {
    if (this.branch === branch) {
      this.branch = branch.next;
      return;
    }
    let before = this.branch;
    while (before !== undefined && before.next !== branch) {
      before = before.next;
    }
    if (before !== undefined) {
      before.next = branch.next;
    }
  }
}

/**
 * The values of one tag key at a node, or, without key and owner, the names of a scope.
 *
 * Most branches have a single node. It stands outside the map: a map weighs 200 bytes, and a comparison takes 2 ns where a
 * look-up takes 8.
 */
export class Branch<T> {
  next: Branch<T> | undefined = undefined;
  private only: PathNode<T> | undefined = undefined;
  /** All nodes, where there is more than one, or was. */
  private nodes: Map<unknown, PathNode<T>> | undefined = undefined;

  private constructor(
    readonly key: string | undefined,
    readonly owner: PathNode<T> | undefined,
    readonly onEmpty: (() => void) | undefined,
  ) {}

  /** A branch of names, and what to do when the last of them is gone. */
  static ofNames<T>(onEmpty: () => void): Branch<T> {
    return new Branch<T>(undefined, undefined, onEmpty);
  }

  static ofTag<T>(key: string, owner: PathNode<T>): Branch<T> {
    return new Branch<T>(key, owner, undefined);
  }

  get isEmpty(): boolean {
    return this.only === undefined && this.nodes === undefined;
  }

  /** The target at a name and tags; `undefined` where there is no path, or none yet. */
  find(name: string, tags: Tags | undefined): T | undefined {
    let node = this.at(name);
    if (node === undefined) {
      return undefined;
    }
    if (tags !== undefined) {
      for (const key in tags) {
        let branch: Branch<T> | undefined = node.branch;
        while (branch !== undefined && branch.key !== key) {
          branch = branch.next;
        }
        if (branch === undefined) {
          return undefined;
        }
        node = branch.at(tags[key]);
        if (node === undefined) {
          return undefined;
        }
      }
    }
    return node.target;
  }

  /** The node at a name and tags, made where there is none; `undefined` where too many keys lead on from one node. */
  reach(name: string, tags: Tags | undefined): PathNode<T> | undefined {
    let node = this.step(name);
    for (const key in tags) {
      const branch = branchOf(node, key);
      if (branch === undefined) {
        node.tidy();
        return undefined;
      }
      node = branch.step(tags[key]);
    }
    return node;
  }

  remove(node: PathNode<T>): void {
    if (node === this.only) {
      this.only = undefined;
    } else if (this.nodes?.delete(node.step) === true && this.nodes.size === 0) {
      this.nodes = undefined;
    }
  }

  private at(step: unknown): PathNode<T> | undefined {
    const { nodes, only } = this;
    if (nodes !== undefined) {
      return nodes.get(step);
    }
    return only !== undefined && only.step === step ? only : undefined;
  }

  private step(step: unknown): PathNode<T> {
    return this.at(step) ?? this.add(new PathNode<T>(this, step));
  }

  private add(node: PathNode<T>): PathNode<T> {
    if (this.nodes === undefined && this.only === undefined) {
      this.only = node;
      return node;
    }
    this.nodes ??= new Map();
    if (this.only !== undefined) {
      this.nodes.set(this.only.step, this.only);
      this.only = undefined;
    }
    this.nodes.set(node.step, node);
    return node;
  }
}

function branchOf<T>(node: PathNode<T>, key: string): Branch<T> | undefined {
  let last: Branch<T> | undefined;
  let keys = 0;
  for (let branch = node.branch; branch !== undefined; branch = branch.next) {
    if (branch.key === key) {
      return branch;
    }
    last = branch;
    keys += 1;
  }
  if (keys === MAX_KEYS) {
    return undefined;
  }
  const made = Branch.ofTag(key, node);
  if (last === undefined) {
    node.branch = made;
  } else {
    last.next = made;
  }
  return made;
}
