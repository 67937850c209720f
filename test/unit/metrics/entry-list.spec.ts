import { expect, it } from 'vitest';
import { Entry } from '../../../lib/metrics/entry';
import { EntryList } from '../../../lib/metrics/entry-list';

class Named extends Entry {
  constructor(readonly name: string) {
    super();
  }

  writeTo(): void {}
}

const [a, b, c] = ['a', 'b', 'c'].map((name) => new Named(name)) as [Named, Named, Named];

function listOf(...entries: Named[]): EntryList<Named> {
  const list = new EntryList<Named>();
  for (const entry of entries) {
    list.append(entry);
  }
  return list;
}

function drained(list: EntryList<Named>): string[] {
  const names: string[] = [];
  for (let entry = list.shift(); entry !== undefined; entry = list.shift()) {
    names.push(entry.name);
  }
  return names;
}

it('hands entries out in the order of their arrival', () => {
  expect(drained(listOf(a, b, c))).toEqual(['a', 'b', 'c']);
});

it.each([
  ['the first', a, ['b', 'c']],
  ['one in the middle', b, ['a', 'c']],
  ['the last', c, ['a', 'b']],
])('takes out %s', (_, entry, rest) => {
  const list = listOf(a, b, c);
  list.remove(entry);
  expect(entry).toMatchObject({ previous: undefined, next: undefined });
  expect(drained(list)).toEqual(rest);
});

it('is empty after its only entry was taken out, and takes others', () => {
  const list = listOf(a);
  list.remove(a);
  expect(list.first).toBeUndefined();
  expect(list.shift()).toBeUndefined();
  list.append(b);
  list.append(a);
  expect(drained(list)).toEqual(['b', 'a']);
});
