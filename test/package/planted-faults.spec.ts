import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './support/root';
import { SmallProject } from './support/small-project';

/** A check that cannot fail checks nothing: each is run on a sound project and on one with a single fault for it to name. */
const FAULTS = [
  {
    script: 'lint',
    fault: 'a promise that nobody waits for',
    path: 'lib/client/fault.ts',
    text: `export function fault(): void {\n  Promise.resolve(1);\n}\n`,
    named: ['typescript(no-floating-promises)', 'lib/client/fault.ts:2:3'],
  },
  {
    script: 'format',
    fault: 'double quotes',
    path: 'lib/client/fault.ts',
    text: `export const fault = "double";\n`,
    named: ['lib/client/fault.ts', 'Code style issues found'],
  },
  {
    script: 'typecheck',
    fault: 'a string where a number belongs',
    path: 'test/fault.ts',
    text: `export const fault: number = 'one';\n`,
    named: [`test/fault.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.`],
  },
  {
    script: 'typecheck',
    fault: 'a stale expectation of a type error',
    path: 'test/fault.test-d.ts',
    text: `// @ts-expect-error nothing is wrong here\nexport const fault: number = 1;\n`,
    named: [`test/fault.test-d.ts(1,1): error TS2578: Unused '@ts-expect-error' directive.`],
  },
  {
    script: 'typecheck:page',
    fault: 'a script of the page that sets a number as its title',
    path: 'lib/collector/page/assets/fault.js',
    text: `document.title = 1;\n`,
    named: [`fault.js(1,1): error TS2322: Type 'number' is not assignable to type 'string'.`],
  },
  {
    script: 'floors',
    fault: 'an import up the floors',
    path: 'lib/common/fault.ts',
    text: `export { greet } from '../client/greet';\n`,
    named: ['lib/common/fault.ts:1 imports lib/client/greet.ts: lib/common (floor 0) imports no other folder'],
  },
  {
    script: 'build',
    fault: 'a sample that asks for what the package does not export',
    path: 'sample-app/src/fault.ts',
    text: `export { shout } from 'nestjs-stats';\n`,
    named: [`sample-app/src/fault.ts:1:10 - error TS2305: Module '"nestjs-stats"' has no exported member 'shout'.`],
  },
];

describe('npm run check', () => {
  let project: SmallProject;

  beforeEach(() => {
    project = new SmallProject();
  });
  afterEach(() => {
    project.remove();
  });

  it('passes on a sound project', { timeout: 180_000 }, async () => {
    const { exitCode, output } = await project.run('check');
    expect(output).toContain('files: good\ntypes: good\n');
    expect(output).toContain('publint: good\n');
    expect(output).toContain('attw: good\n');
    expect(exitCode).toBe(0);
  });

  it('runs every one of the checks below', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { check: string } };
    expect(scripts.check.split(' && ')).toEqual([
      'npm run lint',
      'npm run format',
      'npm run typecheck',
      'npm run typecheck:page',
      'npm run floors',
      'npm run build',
      'npm run check:package',
    ]);
  });

  it.each(FAULTS)('fails in $script on $fault', { timeout: 60_000 }, async ({ script, path, text, named }) => {
    project.write(path, text);
    const { exitCode, output } = await project.run(script);
    for (const name of named) {
      expect(output).toContain(name);
    }
    expect(exitCode).not.toBe(0);
  });

  it('fails in check:package on each fault of the package, and names all of them', { timeout: 120_000 }, async () => {
    const manifest = JSON.parse(readFileSync(join(project.dir, 'package.json'), 'utf8')) as {
      exports: Record<string, { types: string; default: string }>;
    };
    // publint: the condition `types` must be the first. attw: a classic resolver finds no types behind this door.
    manifest.exports['./testing'] = { default: './dist/testing/index.js', types: './dist/testing/index.d.ts' };
    project.write('testing/package.json', '{ "main": "../dist/absent.js" }');
    project.write('package.json', JSON.stringify(manifest));
    project.write(
      'lib/client/socket.ts',
      `// @ts-ignore: not installed here, perhaps\nexport type Socket = import('ws').WebSocket;\n`,
    );
    project.write('testing/left-over.spec.ts', '');

    const { exitCode, output } = await project.run('check:package');
    expect(output).toContain('files: testing/left-over.spec.ts does not belong');
    expect(output).toContain('types: dist/client/socket.d.ts names ws, which a user may not have');
    expect(output).toContain('publint: exit code 1\n');
    expect(output).toContain('pkg.exports["./testing"].types should be the first in the object');
    expect(output).toContain('attw: exit code 1\n');
    expect(output).toContain('"nestjs-stats/testing"\n\nnode10: Resolution failed\n');
    expect(exitCode).not.toBe(0);
  });
});
