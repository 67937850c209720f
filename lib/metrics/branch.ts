import type { Tags } from '../common/tags';

/** Tag keys that are tried one after the other at a step. A caller who puts values into keys takes the slow way. */
const MAX_KEYS = 16;

/** A step of a branch at which a path ends. */
export interface PathEnd<T> {
  readonly branch: Branch<T>;
  readonly step: unknown;
}

/**
 * The values of one tag key after the steps that led there, or, at the root, names. Paths from a name over tag values to what
 * is recorded there are nested maps, so that a call builds no string: each step of a path is a look-up here, the last one leads to
 * the target. The keys that a caller uses first after a step are tried first; another order of keys takes a branch of its own
 * and ends at the same target.
 *
 * Most branches have a single step. It stands outside the map: a map weighs 200 bytes, and a comparison takes 2 ns where a
 * look-up takes 8. `undefined` fields hold their place, so that all branches have one shape.
 */
export class Branch<T> {
  /** The branch of another key after the same steps. */
  private next: Branch<T> | undefined = undefined;
  private onlyStep: unknown = undefined;
  private onlyTarget: T | undefined = undefined;
  /** All targets, where there is more than one, or was. */
  private targets: Map<unknown, T> | undefined = undefined;
  private onlyInner: Branch<T> | undefined = undefined;
  /** The first branch after each step, where there is more than one, or was. */
  private inners: Map<unknown, Branch<T>> | undefined = undefined;

  private constructor(
    private readonly key: string | undefined,
    private readonly outer: Branch<T> | undefined,
    private readonly outerStep: unknown,
    private readonly onEmpty: (() => void) | undefined,
  ) {}

  /** A branch of names, and what to do when nothing is left in it. */
  static ofNames<T>(onEmpty?: () => void): Branch<T> {
    return new Branch<T>(undefined, undefined, undefined, onEmpty);
  }

  get isEmpty(): boolean {
    return (
      this.onlyTarget === undefined &&
      this.onlyInner === undefined &&
      this.targets === undefined &&
      this.inners === undefined
    );
  }

  /** The target at a name and tags; `undefined` where there is none. */
  find(name: string, tags: Tags | undefined): T | undefined {
    let branch: Branch<T> = this;
    let step: unknown = name;
    if (tags !== undefined) {
      for (const key in tags) {
        const inner = branch.after(step, key);
        if (inner === undefined) {
          return undefined;
        }
        branch = inner;
        step = tags[key];
      }
    }
    return branch.target(step);
  }

  /** Where the path of a name and tags ends, made where there is none; `undefined` where too many keys follow one step. */
  reach(name: string, tags: Tags | undefined): PathEnd<T> | undefined {
    let branch: Branch<T> = this;
    let step: unknown = name;
    for (const key in tags) {
      const inner = branch.grow(step, key);
      if (inner === undefined) {
        branch.tidy();
        return undefined;
      }
      branch = inner;
      step = tags[key];
    }
    return { branch, step };
  }

  target(step: unknown): T | undefined {
    const { targets } = this;
    if (targets !== undefined) {
      return targets.get(step);
    }
    return this.onlyStep === step ? this.onlyTarget : undefined;
  }

  /** The branch of a key after a step. */
  after(step: unknown, key: string): Branch<T> | undefined {
    let branch = this.first(step);
    while (branch !== undefined && branch.key !== key) {
      branch = branch.next;
    }
    return branch;
  }

  /** The branch of a key after a step, made where there is none; `undefined` where there are too many of them. */
  grow(step: unknown, key: string): Branch<T> | undefined {
    const first = this.first(step);
    let last: Branch<T> | undefined;
    let keys = 0;
    for (let branch = first; branch !== undefined; branch = branch.next) {
      if (branch.key === key) {
        return branch;
      }
      last = branch;
      keys += 1;
    }
    if (keys === MAX_KEYS) {
      return undefined;
    }
    const made = new Branch<T>(key, this, step, undefined);
    if (last === undefined) {
      this.setFirst(step, made);
    } else {
      last.next = made;
    }
    return made;
  }

  put(step: unknown, target: T): void {
    if (this.targets === undefined && this.onlyTarget === undefined) {
      this.onlyStep = step;
      this.onlyTarget = target;
      return;
    }
    this.targets ??= new Map();
    if (this.onlyTarget !== undefined) {
      this.targets.set(this.onlyStep, this.onlyTarget);
      this.onlyStep = undefined;
      this.onlyTarget = undefined;
    }
    this.targets.set(step, target);
  }

  /** Takes a target away, with all branches that led nowhere else. */
  remove(step: unknown): void {
    if (this.targets === undefined) {
      this.onlyStep = undefined;
      this.onlyTarget = undefined;
    } else if (this.targets.delete(step) && this.targets.size === 0) {
      this.targets = undefined;
    }
    this.tidy();
  }

  private first(step: unknown): Branch<T> | undefined {
    const { inners } = this;
    if (inners !== undefined) {
      return inners.get(step);
    }
    const { onlyInner } = this;
    return onlyInner !== undefined && onlyInner.outerStep === step ? onlyInner : undefined;
  }

  private setFirst(step: unknown, inner: Branch<T> | undefined): void {
    if (inner === undefined) {
      this.onlyInner = undefined;
      if (this.inners?.delete(step) === true && this.inners.size === 0) {
        this.inners = undefined;
      }
    } else if (this.inners === undefined && (this.onlyInner ?? inner).outerStep === step) {
      this.onlyInner = inner;
    } else {
      this.inners ??= new Map();
      if (this.onlyInner !== undefined) {
        this.inners.set(this.onlyInner.outerStep, this.onlyInner);
        this.onlyInner = undefined;
      }
      this.inners.set(step, inner);
    }
  }

  /** Takes the branches away that lead nowhere, from here backwards. */
  private tidy(): void {
    let branch: Branch<T> = this;
    while (branch.isEmpty && branch.outer !== undefined) {
      const { outer }: Branch<T> = branch;
      outer.drop(branch);
      branch = outer;
    }
    if (branch.isEmpty) {
      branch.onEmpty?.();
    }
  }

  private drop(inner: Branch<T>): void {
    const first = this.first(inner.outerStep);
    if (first === inner) {
      this.setFirst(inner.outerStep, inner.next);
      return;
    }
    let before = first;
    while (before !== undefined && before.next !== inner) {
      before = before.next;
    }
    if (before !== undefined) {
      before.next = inner.next;
    }
  }
}
