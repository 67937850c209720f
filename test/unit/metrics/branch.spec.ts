import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Tags } from '../../../lib/common/tags';
import { Branch } from '../../../lib/metrics/branch';

function put(branch: Branch<string>, name: string, tags: Tags | undefined, target: string) {
  const end = branch.reach(name, tags);
  if (end === undefined) {
    throw new Error('There are too many keys.');
  }
  end.branch.put(end.step, target);
  return { remove: () => end.branch.remove(end.step) };
}

describe('Branch', () => {
  it('finds what was put at a name and tags, and nothing on the way there', () => {
    const branch = Branch.ofNames<string>();
    put(branch, 'x', { a: 1, b: 2 }, 'both');
    expect(branch.find('x', { a: 1, b: 2 })).toBe('both');
    expect(branch.find('x', { b: 2, a: 1 })).toBeUndefined();
    expect(branch.find('x', { a: 1 })).toBeUndefined();
    expect(branch.find('x', {})).toBeUndefined();
    expect(branch.find('x', undefined)).toBeUndefined();
    expect(branch.find('y', { a: 1, b: 2 })).toBeUndefined();
    expect(branch.find('x', { a: 1, b: 2, c: 3 })).toBeUndefined();
    expect(branch.find('x', { a: 1, c: 2 })).toBeUndefined();
  });

  it('tells values of different types apart', () => {
    const branch = Branch.ofNames<string>();
    const values = [1, '1', true, 'true', undefined, null, ''];
    for (const value of values) {
      put(branch, 'x', { a: value }, `${typeof value} ${String(value)}`);
    }
    expect(values.map((a) => branch.find('x', { a }))).toEqual([
      'number 1',
      'string 1',
      'boolean true',
      'string true',
      'undefined undefined',
      'object null',
      'string ',
    ]);
  });

  it('takes no tags, empty tags and null for the name alone', () => {
    const branch = Branch.ofNames<string>();
    put(branch, 'x', undefined, 'bare');
    expect([undefined, {}, null as unknown as Tags].map((tags) => branch.find('x', tags))).toEqual([
      'bare',
      'bare',
      'bare',
    ]);
  });

  it('reaches the same end again', () => {
    const branch = Branch.ofNames<string>();
    const end = branch.reach('x', { a: 1 });
    expect(end?.step).toBe(1);
    expect(branch.reach('x', { a: 1 })?.branch).toBe(end?.branch);
  });

  it('takes the steps away that led nowhere else, and tells when nothing is left', () => {
    const onEmpty = vi.fn();
    const branch = Branch.ofNames<string>(onEmpty);
    const deep = put(branch, 'x', { a: 1, b: 2 }, 'deep');
    const short = put(branch, 'x', { a: 1 }, 'short');
    deep.remove();
    expect(branch.find('x', { a: 1, b: 2 })).toBeUndefined();
    expect(branch.find('x', { a: 1 })).toBe('short');
    expect(onEmpty).not.toHaveBeenCalled();
    short.remove();
    expect(onEmpty).toHaveBeenCalledTimes(1);
    expect(branch.isEmpty).toBe(true);
  });

  it('keeps the way to what lies behind it', () => {
    const branch = Branch.ofNames<string>();
    put(branch, 'x', { a: 1, b: 2 }, 'deep');
    put(branch, 'x', { a: 1 }, 'short').remove();
    expect(branch.find('x', { a: 1 })).toBeUndefined();
    expect(branch.find('x', { a: 1, b: 2 })).toBe('deep');
  });

  it.each([['a'], ['b'], ['c']])('drops the branch of key %s from between its sisters', (gone) => {
    const branch = Branch.ofNames<string>();
    const keys = ['a', 'b', 'c'];
    const ends = new Map(keys.map((key) => [key, put(branch, 'x', { [key]: 1 }, key)]));
    ends.get(gone)?.remove();
    expect(keys.filter((key) => branch.find('x', { [key]: 1 }) === key)).toEqual(keys.filter((key) => key !== gone));
    put(branch, 'x', { [gone]: 1 }, 'again');
    expect(branch.find('x', { [gone]: 1 })).toBe('again');
  });

  it('finds exactly what is there, whatever was put and taken away before', () => {
    const tags = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(1, 2, '1', true, undefined), {
      noNullPrototype: true,
    });
    const step = fc.record({ name: fc.constantFrom('x', 'y'), tags, isPut: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const onEmpty = vi.fn();
        const branch = Branch.ofNames<string>(onEmpty);
        const model = new Map<string, { name: string; tags: Tags; end: ReturnType<typeof put> }>();
        for (const { name, tags: given, isPut } of steps) {
          const key = `${name} ${Object.entries(given)
            .map(([tag, value]) => `${tag}=${typeof value}${String(value)}`)
            .join()}`;
          const known = model.get(key);
          if (isPut && known === undefined) {
            model.set(key, { name, tags: given, end: put(branch, name, given, key) });
          } else if (!isPut && known !== undefined) {
            known.end.remove();
            model.delete(key);
          }
          expect(branch.find(name, given)).toBe(model.has(key) ? key : undefined);
        }
        for (const [key, { name, tags: given }] of model) {
          expect(branch.find(name, given)).toBe(key);
        }
        for (const { end } of model.values()) {
          end.remove();
        }
        expect(branch.isEmpty).toBe(true);
      }),
    );
  });
});
