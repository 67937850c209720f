import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmallProject } from './support/small-project';

const PASSING = `import { greet } from 'nestjs-stats';
import { expect, it } from 'vitest';
it('greets', () => expect(greet()).toBe('hello'));
it.skip('waits', () => {});
it.todo('comes later');
`;

const FAULTS = {
  'a failing test': {
    text: `import { expect, it } from 'vitest';\nit('greets', () => expect(1).toBe(2));\n`,
    line: '1 passed, 1 failed, 2 skipped',
  },
  'a file that cannot be loaded': {
    text: `import { absent } from './absent';\nabsent();\n`,
    line: '1 passed, 1 failed, 2 skipped',
  },
  'an error outside of any test': {
    text: `import { it } from 'vitest';\nvoid Promise.reject(new Error('stray'));\nit('is done', () => {});\n`,
    line: '2 passed, 1 failed, 2 skipped',
  },
};

describe('npm test', () => {
  let project: SmallProject;

  beforeEach(() => {
    project = new SmallProject();
    project.write('test/unit/passing.spec.ts', PASSING);
  });
  afterEach(() => {
    project.remove();
  });

  it('closes with one plain line', { timeout: 30_000 }, async () => {
    const { exitCode, stdout } = await project.run('test');
    expect(stdout.split('\n').slice(-2)).toEqual(['1 passed, 0 failed, 2 skipped', '']);
    expect(exitCode).toBe(0);
  });

  it.each(Object.entries(FAULTS))('fails on %s', { timeout: 30_000 }, async (_fault, { text, line }) => {
    project.write('test/unit/fault.spec.ts', text);
    const { exitCode, stdout } = await project.run('test');
    expect(stdout.split('\n').slice(-2)).toEqual([line, '']);
    expect(exitCode).toBe(1);
  });
});
